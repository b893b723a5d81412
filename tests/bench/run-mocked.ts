/**
 * Runs one stack's program under `pulumi.runtime.setMocks` as it comes, the way its unit tests would, and prints the
 * number of resources. Arguments: project folder, stack, outputs of other stacks as a JSON file or nothing.
 */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { readPulumiProject } from "../../cli/readers/pulumi-project";

const [, , directory = ".", stack = "", outputsFile = ""] = process.argv;
const outputs = outputsFile ? (JSON.parse(readFileSync(outputsFile, "utf8")) as Record<string, unknown>) : {};

void main();

async function main(): Promise<void> {
  const project = readPulumiProject(directory);
  const settings = project.stacks.find(({ name }) => name === stack);
  if (!settings) throw new Error(`no stack ${stack} in ${directory}`);
  let resources = 0;
  pulumi.runtime.setAllConfig({ ...settings.config });
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, type, id, inputs }) => {
        if (type === "pulumi:pulumi:StackReference") return { id, state: { ...inputs, outputs: outputs[id ?? ""] } };
        resources += 1;
        return { id: `${name}-id`, state: { ...inputs, arn: `arn:aws:mock:::${name}` } };
      },
      call: ({ inputs }) => inputs,
    },
    project.name,
    stack,
    true,
  );
  await pulumi.runtime.runInPulumiStack(async () => require(project.program) as unknown);
  await pulumi.runtime.disconnect();
  console.log(resources);
}
