/**
 * `npm run watch` reruns the unit tests that a change touches. `npm run watch -- policies` runs those of one folder only.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { watchTests } from "./watch/watch-tests";

const ROOT = join(__dirname, "..");
const MOCHA = join(ROOT, "node_modules/mocha/bin/mocha.js");

/** From how many files on a second process pays off. */
const PARALLEL_FROM = 4;

function runMocha(tests: readonly string[]): Promise<void> {
  const parallel = tests.length >= PARALLEL_FROM ? ["--parallel", "--jobs", "2"] : [];
  const args = [MOCHA, "--reporter", "dot", ...parallel, ...tests];
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).on("close", () => resolve());
  });
}

if (process.argv[1] === __filename) {
  const prefixes = process.argv.slice(2).map((folder) => `tests/unit/${folder}`);
  const chosen = (test: string) => prefixes.length === 0 || prefixes.some((prefix) => test.startsWith(prefix));
  console.log(`Waiting for changes that touch ${prefixes.join(", ") || "tests/unit"}; Ctrl+C stops.`);
  watchTests({
    root: ROOT,
    run: async (changed, touched) => {
      const tests = touched.filter(chosen);
      console.log(`\n${changed.join(", ")}: ${tests.length} of the unit test files`);
      if (tests.length > 0) await runMocha(tests);
    },
  });
}
