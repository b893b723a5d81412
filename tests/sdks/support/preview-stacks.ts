/**
 * Previews stacks of one program in order, each with the outputs of those before it, and prints the last one's resources.
 * Arguments: the program's folder, the project's name, the stacks.
 */
import { previewStack, type Values } from "@plinth/engine";
import { type ComparableStack, comparablePreview } from "../../end-to-end/support/comparable";

const [, , directory = "", project = "", ...stacks] = process.argv;

void main();

async function main(): Promise<void> {
  const stackOutputs = new Map<string, Values>();
  let resources: ComparableStack = {};
  for (const stack of stacks) {
    const config = { "aws:region": "eu-west-1", [`${project}:token`]: "a secret of the configuration" };
    const preview = await previewStack(
      { project, stack, program: directory, directory, config, secretKeys: [`${project}:token`] },
      { stackOutputs },
    );
    stackOutputs.set(`organization/${project}/${stack}`, preview.outputs);
    resources = comparablePreview(preview.resources);
  }
  process.stdout.write(JSON.stringify(resources));
}
