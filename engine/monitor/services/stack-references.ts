import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import type * as pulumi from "@pulumi/pulumi";
import { containsSecret } from "../../property-values";
import type { PulumiSdk } from "../../sdk/sdk";
import type { Values } from "../../simulation";
import { type Deployment, Refusal } from "../deployment";
import type { OutsideReads } from "../outside-reads";

/**
 * State of a StackReference: the outputs that are given, or those of a stack that ran before this one.
 * @throws Refusal that names the stack and what to do, if it did not run.
 */
export function stackReferenceOutputs(deployment: Deployment, name: string): Values {
  const { organization, program, options, outside, logs } = deployment;
  const names = fullNames(name, organization, program.project);
  const known = options.stackOutputs ?? new Map<string, Values>();
  const given = firstOf(names, (full) => outside.given.stackOutputs(full));
  const outputs = given ?? firstOf(names, (full) => known.get(full));
  const why = outputs ? undefined : firstOf(names, (full) => options.unknownStacks?.get(full));
  if (given !== undefined || why !== undefined) outside.addStack(name, names[0] ?? name, given);
  if (why !== undefined) {
    logs.push({ severity: "warning", message: `stack ${name} ${why}: its outputs are unknown here` });
    return { name, outputs: UNKNOWN_VALUE, secretOutputNames: UNKNOWN_VALUE };
  }
  if (outputs === undefined) {
    const available = [...known.keys()].sort().join(", ") || "none";
    throw new Refusal(
      `stack '${name}' has no outputs yet (available: ${available}); preview it before ${program.stack}, or give its outputs`,
      { missingStack: names[0] },
    );
  }
  const secretOutputNames = Object.keys(outputs)
    .filter((key) => containsSecret(outputs[key]))
    .sort();
  return { name, outputs, secretOutputNames };
}

function firstOf<T>(names: readonly string[], find: (name: string) => T | undefined): T | undefined {
  return names.map(find).find((found) => found !== undefined);
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
 * for an output gets it from an object that holds nothing else. An output that is not given, of a stack that is not
 * previewed here, is unknown.
 * @returns What undoes it.
 */
export function separateOutputs({ index }: PulumiSdk, outside: OutsideReads): () => void {
  const { prototype } = index.StackReference;
  const { getOutput, requireOutput } = prototype;
  prototype.getOutput = function (name) {
    return getOutput.call(withOneOutput(index, this, name, outside), name);
  };
  prototype.requireOutput = function (name) {
    return requireOutput.call(withOneOutput(index, this, name, outside), name);
  };
  return () => Object.assign(prototype, { getOutput, requireOutput });
}

function withOneOutput(
  { all, isUnknown, unknown }: typeof pulumi,
  reference: pulumi.StackReference,
  name: pulumi.Input<string>,
  outside: OutsideReads,
): pulumi.StackReference {
  /** `apply` as it is within the SDK: it may run although something inside the value is unknown. */
  const known = reference.outputs as unknown as {
    apply(pick: (outputs: Values) => Values, runWithUnknowns: boolean): pulumi.Output<Values>;
  };
  const outputs = all([reference.name, name]).apply(([stack, key]) => {
    const isOutside = outside.addOutput(stack, key);
    return known.apply((values) => {
      if (isUnknown(values)) return values;
      if (Object.hasOwn(values, key)) return { [key]: values[key] };
      return isOutside ? { [key]: unknown } : {};
    }, true);
  });
  return Object.create(reference, { outputs: { value: outputs } }) as pulumi.StackReference;
}
