// @ts-check

const fs = require("node:fs");
const path = require("node:path");

/** @type {Map<string, boolean>} */
const known = new Map();

/**
 * Whether a file is of a package of Plinth's: of this repository, or installed from it. Such files are compiled alike
 * in every program.
 * @param {string} file
 * @returns {boolean}
 */
function isPlinth(file) {
  const directory = path.dirname(file);
  let answer = known.get(directory);
  if (answer === undefined) {
    answer = readIsPlinth(directory);
    known.set(directory, answer);
  }
  return answer;
}

/** @param {string} directory */
function readIsPlinth(directory) {
  const manifest = path.join(directory, "package.json");
  if (!fs.existsSync(manifest)) return path.dirname(directory) !== directory && isPlinth(directory);
  const { name } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  return /^@plinth\/|^plinth(-|$)/.test(String(name));
}

module.exports = { isPlinth };
