import type { Values } from "../simulation";
import { type Deployment, Refusal } from "./deployment";
import { containsSecret } from "./wire";

/**
 * State of a StackReference: the outputs of a stack that ran before this one.
 * @throws Refusal that names the stack and what to do, if it did not run.
 */
export function stackReferenceOutputs(deployment: Deployment, name: string): Values {
  const outputs = stackOutputs(deployment, name);
  const secretOutputNames = Object.keys(outputs)
    .filter((key) => containsSecret(outputs[key]))
    .sort();
  return { name, outputs, secretOutputNames };
}

export function stackOutputs({ organization, program, options }: Deployment, name: string): Values {
  const known = options.stackOutputs ?? new Map<string, Values>();
  const names = fullNames(name, organization, program.project);
  const outputs = names.map((full) => known.get(full)).find((values) => values !== undefined);
  if (outputs) return outputs;
  const available = [...known.keys()].sort().join(", ") || "none";
  throw new Refusal(
    `stack '${name}' has no outputs yet (available: ${available}); preview it before ${program.stack}, or give its outputs`,
    { missingStack: names[0] },
  );
}

/** A name may leave out the organisation, and the project if it is this one's. */
function fullNames(name: string, organization: string, project: string): string[] {
  const parts = name.split("/").length;
  if (parts >= 3) return [name];
  return parts === 2
    ? [`${organization}/${name}`, [name.split("/")[0], project, name.split("/")[1]].join("/")]
    : [`${organization}/${project}/${name}`];
}
