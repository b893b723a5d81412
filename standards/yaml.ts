import { CORE_SCHEMA, load, type Type, YAMLException } from "js-yaml";
import type { Fault } from "./faults";

/** Most values that are read, those behind an alias as often as it is used: a few lines can stand for billions. */
const MAX_VALUES = 200_000;

/** What a text of YAML says, or why it cannot be read. */
export type ReadYaml = { readonly value: unknown } | { readonly fault: Omit<Fault, "id"> };

/**
 * Reads a text of YAML 1.2. A text of others may be hostile: the parser stops at the first fault and at a depth of 100.
 * `value` is undefined if the text says nothing.
 * @param tags What other tags than those of YAML mean. Default: they are faults.
 */
export function readYaml(text: string, tags: Type[] = []): ReadYaml {
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA.extend(tags) });
    if (isReadable(value)) return { value: value ?? undefined };
    return {
      fault: { path: "(root)", allowed: `YAML of no more than ${MAX_VALUES} values, aliases counted at each use` },
    };
  } catch (error) {
    const { mark, reason } = error instanceof YAMLException ? error : { mark: undefined, reason: String(error) };
    return { fault: { path: `line ${(mark?.line ?? 0) + 1}`, allowed: `valid YAML (${reason})` } };
  }
}

/** What a text of YAML says; undefined if it is none, or says nothing, or more than can be read. */
export function parsedYaml(text: string, tags?: Type[]): unknown {
  const read = readYaml(text, tags);
  return "value" in read ? read.value : undefined;
}

function isReadable(root: unknown): boolean {
  const open = [root];
  let count = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const members = Object.values(value);
    count += members.length;
    if (count > MAX_VALUES) return false;
    for (const member of members) open.push(member);
  }
  return true;
}
