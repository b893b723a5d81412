import { baselinePack } from "../end-to-end/support/packs";
import { withEngine } from "../end-to-end/support/workspace";
import { REPOSITORY } from "../support/repository";
import { median, middle, ROUNDS, report, runNode, STORES } from "./measure";
import { previewSeconds } from "./preview-seconds";

/** The offline preview, against `pulumi preview` of the real engine over the same simulated AWS. */
export async function previewTimeAgainstEngine(): Promise<void> {
  console.log("\ntime of an offline preview with all rules, against `pulumi preview` with the baseline pack");
  await compare("1,002 resources", STORES, ["bench"]);
  await compare("stack org", undefined, ["org"]);
}

async function compare(what: string, project: string | undefined, stacks: readonly string[]): Promise<void> {
  const pack = await baselinePack();
  const engine = await withEngine(project, async (workspace) => {
    const seconds: number[] = [];
    for (const stack of stacks) await workspace.initialise(stack);
    for (let round = 0; round < ROUNDS; round++) {
      let taken = 0;
      for (const stack of stacks) taken += await previewSeconds(workspace, stack, [pack]);
      seconds.push(taken);
    }
    return middle(seconds);
  });
  const offline = median(() => runNode("cli/bin/plinth.js", "preview", "-C", project ?? REPOSITORY, ...stacks));
  report(what, offline, engine);
}
