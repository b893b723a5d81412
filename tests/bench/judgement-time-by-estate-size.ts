/**
 * What the baseline rules cost a resource, in process: estates of mixed resources in growing sizes, each in a process of
 * its own so that its memory is its own. Then other policy engines beside ours; `-- --no-peers` leaves them out.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "@plinth/policies";
import type { RulesFigure } from "./judge-mixed-estate";
import { runNode } from "./measure";
import { estateParts } from "./mixed-estate";
import { againstPeers } from "./peers";

const SIZES = [1_000, 10_000, 100_000];

void main();

async function main(): Promise<void> {
  console.log(
    `Node.js ${process.versions.node}; time and memory of ${rules.length} rules in process, by the size of one mixed estate`,
  );
  const folder = mkdtempSync(join(tmpdir(), "plinth-bench-"));
  try {
    const file = join(folder, "estate.json");
    writeFileSync(file, JSON.stringify(await estateParts()));
    let before: RulesFigure | undefined;
    for (const size of SIZES) {
      const printed = runNode("engine/loader/typescript.js", "tests/bench/judge-mixed-estate.ts", file, String(size));
      const figure = JSON.parse(printed) as RulesFigure;
      tell(figure, before);
      before = figure;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (!process.argv.includes("--no-peers")) await againstPeers();
}

function tell(figure: RulesFigure, before: RulesFigure | undefined): void {
  const { resources, judgements, violations, undetermined, seconds, firstSeconds, peakMegabytes } = figure;
  const growth = before
    ? `; ${(resources / before.resources).toFixed(0)} times the resources, ${(seconds / before.seconds).toFixed(1)} times the time`
    : "";
  const each = (spent: number) => ((spent * 1e6) / resources).toFixed(1);
  const cold = seconds === firstSeconds ? " in a new process" : ` (${each(firstSeconds)} in a new process)`;
  console.log(
    `  ${String(resources).padStart(7)} resources: ${each(seconds)} µs of processor time a resource${cold}, peak ${peakMegabytes} MB${growth}`,
  );
  console.log(`          ${judgements} verdicts, ${violations} violations, ${undetermined} undetermined`);
}
