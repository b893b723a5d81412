import { previewStack, type StackPreview, type StackProgram, type Values } from "@plinth/engine";
import { readPulumiProject } from "../../cli/readers/pulumi-project";
import { REPOSITORY } from "./repository";

const project = readPulumiProject(REPOSITORY);

/** What other stacks stand on, in the order in which they stand on one another. */
const FOUNDATION = ["org", "security", "audit", "network", "platform-dev", "platform-prod"];

/** Every stack of this repository, after those that it stands on. */
export const STACKS: readonly string[] = project.stacks
  .map(({ name }) => name)
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

function rank(stack: string): number {
  const position = FOUNDATION.indexOf(stack);
  return position < 0 ? FOUNDATION.length : position;
}

/** A stack of this repository as its file configures it. @throws Error if there is no such stack. */
export function stackProgram(stack: string): StackProgram {
  const settings = project.stacks.find(({ name }) => name === stack);
  if (!settings) throw new Error(`there is no stack ${stack}`);
  return {
    project: project.name,
    stack,
    program: project.program,
    directory: project.program,
    config: settings.config,
    secretKeys: settings.secretKeys,
  };
}

/** Previews a stack, with `config` over what its file says, after the stacks that it stands on. */
export async function previewOf(
  stack: string,
  config: Readonly<Record<string, string>> = {},
  outputs: ReadonlyMap<string, Values> = new Map(),
): Promise<StackPreview> {
  const program = stackProgram(stack);
  return previewStack({ ...program, config: { ...program.config, ...config } }, { stackOutputs: outputs });
}

/** Previews stacks one after another, each with the outputs of those before it. */
export async function previewInOrder(stacks: readonly string[]): Promise<ReadonlyMap<string, StackPreview>> {
  const previews = new Map<string, StackPreview>();
  const outputs = new Map<string, Values>();
  for (const stack of stacks) {
    const preview = await previewOf(stack, {}, outputs);
    previews.set(stack, preview);
    outputs.set(`organization/${project.name}/${stack}`, preview.outputs);
  }
  return previews;
}
