/** Prints everything that is wrong with the tree, with what puts it right: `npm run lint`. */
import { join } from "node:path";
import { GENERATORS } from "../generate/generators";
import { staleFiles } from "../generate/write";
import { circles } from "./circles";
import { deadExports } from "./dead-exports";
import { dependencyFaults } from "./dependencies";
import { type Finding, textOf } from "./finding";
import { importBreaches } from "./import-table";
import { incompleteUnits } from "./incomplete-units";
import { readModules } from "./modules";
import { sizeFaults } from "./sizes";
import { untestedScripts } from "./tested-scripts";
import { readTree } from "./tree";

const ROOT = join(__dirname, "../..");

/** What every check finds in the texts of a tree. */
export function findingsIn(files: ReadonlyMap<string, string>): readonly Finding[] {
  const modules = readModules(files);
  return [
    ...importBreaches(modules),
    ...circles(modules),
    ...deadExports(modules),
    ...dependencyFaults(files, modules),
    ...sizeFaults(files),
    ...untestedScripts(modules),
    ...incompleteUnits(files),
  ];
}

async function main(): Promise<void> {
  const findings = [...findingsIn(readTree(ROOT)), ...(await staleFiles(ROOT, GENERATORS))];
  for (const finding of findings) console.error(textOf(finding));
  if (findings.length === 0) return;
  console.error(`${findings.length} findings`);
  process.exitCode = 1;
}

if (process.argv[1] === __filename) void main();
