/**
 * Runs stacks' programs one after another under `pulumi.runtime.setMocks` as it comes, the way their unit tests would, and
 * prints the number of resources. Arguments: project folder, outputs of other stacks as a JSON file or nothing, stacks.
 */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { readPulumiProject } from "../../cli/readers/pulumi-project";

const [, , directory = ".", outputsFile = "", ...stacks] = process.argv;
const outputs = outputsFile ? (JSON.parse(readFileSync(outputsFile, "utf8")) as Record<string, unknown>) : {};
const project = readPulumiProject(directory);
let resources = 0;

void main();

async function main(): Promise<void> {
  for (const stack of stacks) await run(stack);
  console.log(resources);
}

async function run(stack: string): Promise<void> {
  const settings = project.stacks.find(({ name }) => name === stack);
  if (!settings) throw new Error(`no stack ${stack} in ${directory}`);
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
    "organization",
  );
  delete require.cache[require.resolve(project.program)];
  await pulumi.runtime.runInPulumiStack(async () => require(project.program) as unknown);
  await pulumi.runtime.disconnect();
}
