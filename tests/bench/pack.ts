/**
 * What the baseline pack adds to `pulumi preview` of the real engine, against what a pack with one empty rule adds.
 * Read the ratio; other work on the machine counts too.
 */
import { join } from "node:path";
import { baselinePack } from "../engine/support/packs";
import { withEngine } from "../engine/support/workspace";
import { middle, STORES } from "./measure";
import { previewSeconds } from "./preview-seconds";

const ROUNDS = 5;
const STACK = "bench";

void main();

async function main(): Promise<void> {
  const packs = [[], [join(__dirname, "programs/empty-pack")], [await baselinePack()]];
  console.log(`Node.js ${process.versions.node}; \`pulumi preview\` of 1,002 resources; median of ${ROUNDS} runs`);
  const [none = [], empty = [], baseline = []] = await measure(packs);
  tell("without a pack", none);
  tell("pack with one empty rule", empty);
  tell("baseline pack", baseline);
  const times = (of: (seconds: readonly number[]) => number) =>
    ((of(baseline) - of(none)) / (of(empty) - of(none))).toFixed(2);
  console.log(`  the baseline pack adds ${times(middle)} times what the empty rule adds`);
  console.log(`  by the fastest runs, which other work disturbs least: ${times((seconds) => Math.min(...seconds))}`);
}

/** Seconds of each run with each selection of packs; these take turns, so that a busy spell meets them all. */
function measure(selections: readonly (readonly string[])[]): Promise<number[][]> {
  return withEngine(STORES, async (workspace) => {
    await workspace.initialise(STACK);
    const seconds: number[][] = selections.map(() => []);
    // The first round is not counted: it also fills caches.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, packs] of selections.entries()) {
        const taken = await previewSeconds(workspace, STACK, packs);
        if (round > 0) seconds[i]?.push(taken);
      }
    }
    return seconds;
  });
}

function tell(what: string, seconds: readonly number[]): void {
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map((s) => s.toFixed(1));
  console.log(`  ${what.padEnd(26)} ${middle(seconds).toFixed(2)} s (${least} to ${most})`);
}
