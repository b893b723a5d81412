import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import type * as pulumi from "@pulumi/pulumi";
import { containsSecret } from "../../property-values";
import type { PulumiSdk } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";

/**
 * State of a StackReference: the outputs of a stack that ran before this one.
 * @throws Refusal that names the stack and what to do, if it did not run.
 */
export function stackReferenceOutputs(deployment: Deployment, name: string): Values {
  const outputs = stackOutputs(deployment, name);
  if (outputs === UNKNOWN_VALUE) {
    const message = `stack ${name} is of another project: its outputs are unknown here, and so is what is made of them`;
    deployment.logs.push({ severity: "warning", message });
    return { name, outputs, secretOutputNames: UNKNOWN_VALUE };
  }
  const secretOutputNames = Object.keys(outputs)
    .filter((key) => containsSecret(outputs[key]))
    .sort();
  return { name, outputs, secretOutputNames };
}

function stackOutputs({ organization, program, options }: Deployment, name: string): Values | typeof UNKNOWN_VALUE {
  const known = options.stackOutputs ?? new Map<string, Values>();
  const names = fullNames(name, organization, program.project);
  const outputs = names.map((full) => known.get(full)).find((values) => values !== undefined);
  if (outputs) return outputs;
  if (names.some((full) => options.unknownStacks?.has(full))) return UNKNOWN_VALUE;
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

/**
 * One unknown output of a stack makes the SDK take all of its outputs for unknown. Real stacks have unknown outputs in
 * previews alone; a simulated one may have some after an update, which must not hide the others: so a program that asks
 * for an output gets it from an object that holds nothing else.
 * @returns What undoes it.
 */
export function separateOutputs({ index }: PulumiSdk): () => void {
  const { prototype } = index.StackReference;
  const { getOutput, requireOutput } = prototype;
  prototype.getOutput = function (name) {
    return getOutput.call(withOneOutput(index, this, name), name);
  };
  prototype.requireOutput = function (name) {
    return requireOutput.call(withOneOutput(index, this, name), name);
  };
  return () => Object.assign(prototype, { getOutput, requireOutput });
}

function withOneOutput(
  { isUnknown, output }: typeof pulumi,
  reference: pulumi.StackReference,
  name: pulumi.Input<string>,
): pulumi.StackReference {
  /** `apply` as it is within the SDK: it may run although something inside the value is unknown. */
  const all = reference.outputs as unknown as {
    apply(pick: (outputs: Values) => Values, runWithUnknowns: boolean): pulumi.Output<Values>;
  };
  const outputs = output(name).apply((key) =>
    all.apply((values) => {
      if (isUnknown(values)) return values;
      return Object.hasOwn(values, key) ? { [key]: values[key] } : {};
    }, true),
  );
  return Object.create(reference, { outputs: { value: outputs } }) as pulumi.StackReference;
}
