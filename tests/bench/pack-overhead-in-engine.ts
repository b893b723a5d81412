/**
 * What the baseline pack adds to `pulumi preview` of the real engine, against what a pack with one empty rule adds: in
 * seconds, which other work on the machine disturbs, and in processor time of the engine and all its plug-ins.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { baselinePack } from "../end-to-end/support/packs";
import { withEngine } from "../end-to-end/support/workspace";
import { middle, STORES } from "./measure";
import { previewSeconds } from "./preview-seconds";

const ROUNDS = 5;
const STACK = "bench";

void main();

interface Run {
  readonly seconds: number;
  /** Undefined where the system does not tell. */
  readonly processorSeconds: number | undefined;
}

async function main(): Promise<void> {
  const packs = [[], [join(__dirname, "programs/empty-pack")], [await baselinePack()]];
  console.log(
    `Node.js ${process.versions.node}; time of \`pulumi preview\` with and without packs, 1,002 resources; median of ${ROUNDS} runs`,
  );
  const runs = await measure(packs);
  tell("seconds", runs, ({ seconds }) => seconds);
  tell("seconds of processors", runs, ({ processorSeconds }) => processorSeconds);
}

/** Each run with each selection of packs; these take turns, so that a busy spell meets them all. */
function measure(selections: readonly (readonly string[])[]): Promise<Run[][]> {
  return withEngine(STORES, async (workspace) => {
    await workspace.initialise(STACK);
    const runs: Run[][] = selections.map(() => []);
    // The first round is not counted: it also fills caches.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, packs] of selections.entries()) {
        const before = childrenSeconds();
        const seconds = await previewSeconds(workspace, STACK, packs);
        const after = childrenSeconds();
        const processorSeconds = before === undefined || after === undefined ? undefined : after - before;
        if (round > 0) runs[i]?.push({ seconds, processorSeconds });
      }
    }
    return runs;
  });
}

/** Processor time of all processes that this one started, and of those that they started; Linux alone tells. */
function childrenSeconds(): number | undefined {
  if (process.platform !== "linux") return undefined;
  // Fields 16 and 17 of proc(5), in the ticks of 1/100 s that Linux shows to programs; a name may hold spaces.
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function tell(what: string, runs: readonly (readonly Run[])[], of: (run: Run) => number | undefined): void {
  const values = runs.map((each) => each.map(of).filter((value) => value !== undefined));
  if (values.some((each) => each.length === 0)) return;
  console.log(what);
  for (const [i, name] of ["without a pack", "pack with one empty rule", "baseline pack"].entries()) {
    const each = values[i] ?? [];
    const [least, most] = [Math.min(...each), Math.max(...each)].map((s) => s.toFixed(1));
    console.log(`  ${name.padEnd(26)} ${middle(each).toFixed(2)} (${least} to ${most})`);
  }
  const [none = 0, empty = 0, baseline = 0] = values.map(middle);
  const ratio = ((baseline - none) / (empty - none)).toFixed(2);
  console.log(
    `  the baseline pack adds ${ratio} times what the empty rule adds; ${(baseline / empty).toFixed(2)} times in all`,
  );
}
