import * as pulumi from "@pulumi/pulumi";

/**
 * Makes the children of a component as soon as the arguments that decide on them are known. The SDK hands over as one
 * output what refers to resources, though it is a plain value in the program; what is an output within is not waited for.
 * @param deciding Names of the arguments that decide which children there are.
 * @param outputs Names of the component's outputs.
 */
export function created<Args extends object, Outputs extends object>(
  args: Args,
  deciding: readonly (keyof Args)[],
  outputs: readonly (keyof Outputs & string)[],
  create: (args: Args) => Outputs,
): pulumi.Inputs {
  const waited = deciding.filter((name) => pulumi.Output.isInstance(args[name]));
  if (waited.length === 0) return create(args);
  const values = waited.map((name) => args[name] as pulumi.Output<unknown>);
  const later = pulumi.all(values).apply((known) => {
    return create({ ...args, ...Object.fromEntries(waited.map((name, index) => [name, known[index]])) });
  });
  return Object.fromEntries(outputs.map((name) => [name, later.apply((made) => (made as Outputs)[name])]));
}
