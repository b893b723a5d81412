import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { REPOSITORY } from "../support/repository";

export const STORES = join(__dirname, "programs/stores");
export const ROUNDS = 3;

/** One process of Node.js in the repository, which must succeed: what fails early is fast. Returns what it printed. */
export function runNode(...args: readonly string[]): string {
  return runNodeIn(REPOSITORY, ...args);
}

/** As {@link runNode}, in another checkout. */
export function runNodeIn(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}\n${stderr}`);
  return stdout;
}

/** Seconds that `body` keeps processors busy, garbage collection included. */
export function processorSeconds(body: () => void): number {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Median of the seconds that `body` takes. */
export function median(body: () => void): number {
  const seconds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    body();
    return (performance.now() - started) / 1000;
  });
  return middle(seconds);
}

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** One line: what was measured, ours against theirs, and their ratio. */
export function report(what: string, ours: number, theirs: number): void {
  const ratio = theirs / ours;
  const said = ratio >= 1 ? `${ratio.toFixed(1)} times faster` : `${(1 / ratio).toFixed(1)} times slower`;
  console.log(`  ${what.padEnd(32)} ${ours.toFixed(2)} s against ${theirs.toFixed(2)} s: ${said}`);
}
