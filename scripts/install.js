// @ts-check

// Installs the dependencies if they are missing or older than the lock file, so that `npm start` and `npm test` work on a
// fresh clone. Plain JavaScript without dependencies, because nothing is installed yet.

const { spawnSync } = require("node:child_process");
const { statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const MINIMUM = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Plinth needs Node.js ${MINIMUM.join(".")} or later; this is ${process.versions.node}.`);
  process.exit(2);
}

/** @param {string} file */
function modified(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (modified("node_modules/.package-lock.json") < modified("package-lock.json")) {
  console.error("Installing dependencies (once, about a minute) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Not `npm ci`: it refuses a lock file without the binary packages of other platforms, which npm leaves out of it where
  // a registry does not have them. Versions come from the lock file all the same, and `--no-save` leaves it as it is.
  const { status, error } = spawnSync(npm, ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    console.error(`npm install failed${error ? `: ${error.message}` : ""}. Run it in ${root} to see why.`);
    process.exit(2);
  }
}
