// @ts-check

const fs = require("node:fs");
const path = require("node:path");
const { remembered } = require("./remembered");

/**
 * Whether a file is of a package of Plinth's: of this repository, or installed from it. Such files are compiled alike
 * in every program.
 * @param {string} file
 * @returns {boolean}
 */
function isPlinth(file) {
  return isInPlinth(path.dirname(file));
}

const isInPlinth = remembered((directory) => {
  const manifest = path.join(directory, "package.json");
  if (!fs.existsSync(manifest)) return path.dirname(directory) !== directory && isPlinth(directory);
  const { name } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  return /^@plinth\/|^plinth(-|$)/.test(String(name));
});

module.exports = { isPlinth };
