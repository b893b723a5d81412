// @ts-check

// Runs every check of the project on a clean checkout and ends with one line, `N passed, N failed`, summed over all.
// Plain JavaScript without dependencies, because the first step installs them.

const { spawn } = require("node:child_process");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** Major versions of Node.js that programs run with; the one that runs this has its tests already. */
const NODE_VERSIONS = ["24", "22", "20"].filter((major) => major !== process.versions.node.split(".")[0]);

/**
 * A suite counts each test; any other step counts as one check.
 * @type {readonly { name: string, command: string, suite?: boolean }[]}
 */
const STEPS = [
  { name: "unit tests", command: "npm run test:unit", suite: true },
  { name: "process tests", command: "npm run test:process", suite: true },
  { name: "exhaustive tests", command: "npm run test:exhaustive", suite: true },
  { name: "lint", command: "npm run lint" },
  { name: "types", command: "npm run typecheck" },
  { name: "start", command: "npm start" },
  ...NODE_VERSIONS.map((major) => ({ name: `Node.js ${major}`, command: `npm run test:node${major}`, suite: true })),
  { name: "SDKs", command: "npm run test:sdks", suite: true },
  { name: "rules on hard documents", command: "npm run bench:fuzz" },
  { name: "end-to-end tests", command: "npm run test:end-to-end", suite: true },
];

main();

async function main() {
  const total = { passed: 0, failed: 0 };
  for (const step of STEPS) {
    const started = Date.now();
    const { passed, failed } = await run(step);
    total.passed += passed;
    total.failed += failed;
    console.log(
      `\n== ${step.name}: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s\n`,
    );
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/**
 * @param {typeof STEPS[number]} step
 * @returns {Promise<{ passed: number, failed: number }>}
 */
function run({ name, command, suite }) {
  console.log(`== ${name}: ${command}`);
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (/** @type {Buffer} */ data) => {
      process.stdout.write(data);
      output += data;
    });
    child.on("close", (code) => {
      if (!suite) return resolve(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
      const passed = sum(output, /^ +(\d+) passing\b/gm);
      const failed = sum(output, /^ +(\d+) failing\b/gm);
      // A suite that dies, or that runs no test, must not look like one that passed.
      const broken = failed === 0 && (code !== 0 || passed === 0);
      resolve({ passed, failed: broken ? 1 : failed });
    });
  });
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function sum(text, pattern) {
  return [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}
