import { CORE_SCHEMA, load } from "js-yaml";

/** Most values that are read, those behind an alias as often as it is used: a few lines can stand for billions. */
const MAX_VALUES = 200_000;

/**
 * What a text of YAML says; undefined if it is none, or says nothing, or more than can be read. A text of others may be
 * hostile: the parser stops at the first fault and at a depth of 100.
 */
export function parsedYaml(text: string): unknown {
  try {
    const value: unknown = load(text, { schema: CORE_SCHEMA });
    return isReadable(value) ? (value ?? undefined) : undefined;
  } catch {
    return undefined;
  }
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
