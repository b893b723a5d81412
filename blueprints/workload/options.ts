import type { z } from "zod";

/** Options by name, each with the schema of its key in stack configuration: its type, default and documentation. */
export type OptionKeys = Readonly<Record<string, z.ZodType>>;

type Value<Key extends z.ZodType> = z.output<Key> extends readonly (infer Item)[] ? readonly Item[] : z.output<Key>;

/** Names of the options that have a default, or none at all. */
type Optional<Keys extends OptionKeys> = {
  [Name in keyof Keys]: undefined extends z.input<Keys[Name]> ? Name : never;
}[keyof Keys];

/** The options as a component's arguments: what configuration may leave out, code may leave out too. */
export type OptionArgs<Keys extends OptionKeys> = {
  readonly [Name in keyof Keys as Exclude<Name, Optional<Keys>>]: Value<Keys[Name]>;
} & {
  readonly [Name in keyof Keys as Extract<Name, Optional<Keys>>]?: Value<Keys[Name]>;
};

/** The options with every default filled in. */
export type Options<Keys extends OptionKeys> = { readonly [Name in keyof Keys]: Value<Keys[Name]> };

/**
 * Fills in the defaults that the options' schemas declare, so that a component created in code has those of a stack.
 * Arguments that are no options are left out.
 */
export function optionsOf<Keys extends OptionKeys>(keys: Keys, args: OptionArgs<Keys>): Options<Keys> {
  const given: Readonly<Record<string, unknown>> = args;
  const entries = Object.entries(keys).map(([name, key]) => [name, given[name] ?? key.safeParse(undefined).data]);
  return Object.fromEntries(entries);
}
