// @ts-check
// In JavaScript, because Node.js's loader thread asks it as well.

const { readFileSync } = require("node:fs");
const { dirname, join, sep } = require("node:path");
const { remembered } = require("./remembered");

const ENGINE = `${dirname(__dirname)}${sep}`;
const MODULES = `${sep}node_modules${sep}`;

/**
 * Whether a module outlives the run that loaded it.
 * @param {string} file
 * @returns {boolean}
 */
function isKept(file) {
  if (file.startsWith(ENGINE)) return true;
  const start = file.lastIndexOf(MODULES);
  if (start < 0) return false;
  const [scope = "", name = ""] = file.slice(start + MODULES.length).split(sep);
  return isStateless(join(file.slice(0, start + MODULES.length), scope, scope.startsWith("@") ? name : ""));
}

/** A package that uses Pulumi may keep resources in its modules, unless it is the SDK or a generated one. */
const isStateless = remembered((directory) => {
  try {
    const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    const usesPulumi = "@pulumi/pulumi" in { ...manifest.dependencies, ...manifest.peerDependencies };
    return !usesPulumi || manifest.pulumi?.resource === true;
  } catch {
    return true;
  }
});

module.exports = { isKept };
