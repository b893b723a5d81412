/**
 * Writes every generated file in its order: `npm run generate`; only some: `npm run generate -- rules api`. With `--check` it
 * writes nothing and fails with each stale file and the command that refreshes it.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { textOf } from "../lint/finding";
import { type Generator, generatorsNamed } from "./generators";
import { differences, staleFiles, writeDifferences } from "./write";

const ROOT = join(__dirname, "../..");

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true });
  const generators = generatorsNamed(positionals);
  if (!values.check) {
    for (const generator of generators) await write(generator);
    return;
  }
  const stale = await staleFiles(ROOT, generators);
  for (const finding of stale) console.error(textOf(finding));
  // Only now: a program that is previewed for a graph counts as failed if it ends with an exit code.
  if (stale.length > 0) process.exitCode = 1;
}

async function write(generator: Generator): Promise<void> {
  const started = Date.now();
  const files = await generator.files();
  const found = differences(ROOT, generator, files);
  writeDifferences(ROOT, files, found);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${generator.name}: ${files.size} files, ${found.stale.length} written, ${seconds} s`);
  for (const path of found.stale) console.log(`  ${path}`);
  for (const path of found.left) console.log(`  ${path} removed`);
}

if (process.argv[1] === __filename) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
