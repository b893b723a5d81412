import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Number of the run that is going on; 0 between two runs. Shared with Node.js's loader thread. */
const current = new Int32Array(new SharedArrayBuffer(4));
let runs = 0;
let isRegistered = false;

/** Lets `import()` load TypeScript; done for the first program that is an ES module, since it slows every import. */
export function registerEsmTypeScript(): void {
  if (isRegistered) return;
  isRegistered = true;
  register(pathToFileURL(join(__dirname, "esm-hooks.mjs")).href, { data: current });
}

/**
 * Begins a run: what its program imports is evaluated anew. An ES module is evaluated once in a process, so each run asks
 * for it under another address. From the second run on this is so for `import()` in CommonJS as well.
 * @returns Ends the run.
 */
export function beginImports(): () => void {
  runs += 1;
  if (runs > 1) registerEsmTypeScript();
  Atomics.store(current, 0, runs);
  return () => Atomics.store(current, 0, 0);
}

/** What the address of a module of the current run says: its number and the program's working directory. */
export function currentRun(): string {
  return `${Atomics.load(current, 0)}:${process.cwd()}`;
}
