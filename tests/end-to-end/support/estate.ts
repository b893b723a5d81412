import type { StackPreview } from "@plinth/engine";
import { previewProject } from "./offline";
import { baselinePack } from "./packs";
import type { StateResource } from "./state";
import { EngineWorkspace, type Operation } from "./workspace";

/** One of the repository's stacks, run by both engines with the baseline pack. */
export interface DeployedStack {
  readonly name: string;
  readonly offline: StackPreview;
  readonly preview: Operation;
  readonly update: Operation;
  readonly state: readonly StateResource[];
}

export interface DeployedEstate {
  readonly workspace: EngineWorkspace;
  readonly pack: string;
  /** Each behind those that it refers to. */
  readonly stacks: readonly DeployedStack[];
}

let deployed: Promise<DeployedEstate> | undefined;

/** All stacks of the repository, deployed once into one backend for all the tests that look at them. */
export function deployedEstate(): Promise<DeployedEstate> {
  deployed ??= deploy();
  return deployed;
}

async function deploy(): Promise<DeployedEstate> {
  const pack = await baselinePack();
  const workspace = await EngineWorkspace.create();
  process.once("exit", () => workspace.dispose());
  const stacks: DeployedStack[] = [];
  for (const offline of await previewProject(workspace.directory)) {
    const name = offline.stack;
    const preview = await workspace.preview(name, { policyPacks: [pack] });
    // Without its own preview, so that every verdict that it tells is one of the update.
    const update = await workspace.up(name, { policyPacks: [pack], args: ["--skip-preview"] });
    stacks.push({ name, offline, preview, update, state: await workspace.state(name) });
  }
  return { workspace, pack, stacks };
}
