/**
 * What the baseline pack adds to `pulumi preview` of the real engine, against what a pack with one empty rule adds.
 * Read the ratio, on a quiet machine: other work counts here.
 */
import { join } from "node:path";
import { baselinePack } from "../engine/support/packs";
import { withEngine } from "../engine/support/workspace";
import { middle, STORES } from "./measure";

const ROUNDS = 5;
const STACK = "bench";

void main();

async function main(): Promise<void> {
  const packs = [[], [join(__dirname, "programs/empty-pack")], [await baselinePack()]];
  console.log(`Node.js ${process.versions.node}; \`pulumi preview\` of 1,002 resources; median of ${ROUNDS} runs`);
  const [none = [], empty = [], baseline = []] = await previewSeconds(packs);
  tell("without a pack", none);
  tell("pack with one empty rule", empty);
  tell("baseline pack", baseline);
  const times = (middle(baseline) - middle(none)) / (middle(empty) - middle(none));
  console.log(`  the baseline pack adds ${times.toFixed(2)} times what the empty rule adds`);
}

/** Seconds of each run with each selection of packs; these take turns, so that a busy spell meets them all. */
async function previewSeconds(selections: readonly (readonly string[])[]): Promise<number[][]> {
  return withEngine(STORES, async (workspace) => {
    await workspace.initialise(STACK);
    const seconds: number[][] = selections.map(() => []);
    // The first round is not counted: it also fills caches.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, packs] of selections.entries()) {
        const chosen = packs.flatMap((pack) => ["--policy-pack", pack]);
        // Without the files in which tests record verdicts and calls.
        const { durationMs } = await workspace.run(["preview", "--stack", STACK, "--non-interactive", ...chosen]);
        if (round > 0) seconds[i]?.push(durationMs / 1000);
      }
    }
    return seconds;
  });
}

function tell(what: string, seconds: readonly number[]): void {
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map((s) => s.toFixed(1));
  console.log(`  ${what.padEnd(26)} ${middle(seconds).toFixed(2)} s (${least} to ${most})`);
}
