import type { EngineWorkspace } from "../end-to-end/support/workspace";

/**
 * Seconds that `pulumi preview` of a stack takes, as a user would run it: without the files in which tests record calls
 * and verdicts.
 * @param packs Folders of policy packs.
 */
export async function previewSeconds(
  workspace: EngineWorkspace,
  stack: string,
  packs: readonly string[],
): Promise<number> {
  const chosen = packs.flatMap((pack) => ["--policy-pack", pack]);
  const { durationMs } = await workspace.run(["preview", "--stack", stack, "--non-interactive", ...chosen]);
  return durationMs / 1000;
}
