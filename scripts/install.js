// @ts-check

// Installs the dependencies if node_modules is not what the lock file says, so that `npm start` and `npm test` work on a
// fresh clone. Plain JavaScript without dependencies, because nothing is installed yet.

const { spawnSync } = require("node:child_process");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * What npm writes of a package into a lock file.
 * @typedef {{ readonly version?: string, readonly link?: boolean, readonly optional?: boolean }} Locked
 */

const ROOT = join(__dirname, "..");
const MINIMUM = [20, 19];

/**
 * Whether node_modules has every package of the lock file in its version. Compares what npm noted at the last
 * installation, not times of files, which a checkout sets anew: a read-only checkout is left as it is.
 * @param {string} root
 */
function isInstalled(root) {
  const locked = packagesIn(join(root, "package-lock.json"));
  const installed = packagesIn(join(root, "node_modules/.package-lock.json"));
  return Object.entries(locked)
    .filter(([path]) => path.includes("node_modules/"))
    .every(([path, { version, link, optional }]) => {
      const found = installed[path];
      // Optional packages are the binaries of other platforms.
      if (!found) return optional === true;
      return found.version === version && found.link === link;
    });
}

/**
 * @param {string} file
 * @returns {Readonly<Record<string, Locked>>} None if the file cannot be read.
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return {};
  }
}

/** @param {string} root */
function install(root) {
  console.error("Installing dependencies (once, about a minute) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status, error } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32",
  });
  if (!error && status === 0) return;
  console.error(`npm ci failed${error ? `: ${error.message}` : ""}. Run it in ${root} to see why.`);
  process.exit(2);
}

/** @param {string} version */
function isSupported(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [least = 0, leastMinor = 0] = MINIMUM;
  return major > least || (major === least && minor >= leastMinor);
}

module.exports = { isInstalled, isSupported };

if (require.main === module) {
  if (!isSupported(process.versions.node)) {
    console.error(`Plinth needs Node.js ${MINIMUM.join(".")} or later; this is ${process.versions.node}.`);
    process.exit(2);
  }
  if (!isInstalled(ROOT)) install(ROOT);
}
