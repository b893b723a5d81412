import { memoizeByText } from "./memoize";
import { UNKNOWN, type Unknown } from "./rule";

export type PlainObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is PlainObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a list: nothing is empty, one thing is a list of one. UNKNOWN stays a member. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Every value at `path`, which steps into objects with `.`, into every member of an array with `[]` and of a map with
 * `{}`: `vpcConfig.subnetIds[]`, `roles{}`. What is not known on the way is one UNKNOWN; what is absent is nothing.
 */
export function valuesAt(root: unknown, path: string): readonly unknown[] {
  let values: readonly unknown[] = [root];
  for (const step of stepsOf(path)) {
    values = values.flatMap((value) => {
      if (value === UNKNOWN) return [UNKNOWN];
      if (step === "{}") return isObject(value) ? Object.values(value) : [];
      const inner = step === "[]" ? listOf(value) : isObject(value) ? value[step] : undefined;
      return step === "[]" ? (inner as readonly unknown[]) : inner === undefined || inner === null ? [] : [inner];
    });
    if (values.length === 0) break;
  }
  return values;
}

const stepsOf = memoizeByText((path): readonly string[] =>
  path.split(".").flatMap((part) => {
    const collections = part.match(/\[\]|\{\}/g) ?? [];
    return [part.replaceAll(/\[\]|\{\}/g, ""), ...collections];
  }),
);

/** The value at `path` if there is exactly one; UNKNOWN if any of them is. */
export function valueAt(root: unknown, path: string): unknown | Unknown {
  const values = valuesAt(root, path);
  return values.includes(UNKNOWN) ? UNKNOWN : values[0];
}

/** Whether something inside a plain value is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Whether one of the answers is true, in three-valued logic. */
export function anyTrue(answers: readonly (boolean | Unknown)[]): boolean | Unknown {
  return answers.includes(true) || (answers.includes(UNKNOWN) ? UNKNOWN : false);
}

/** What a text of JSON holds, undefined if it is no JSON; any other value as it is. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** A plain value as text; empty if it is none, or if it is a list or an object, which stand for no text. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** A plain value as a number; 0 if it is none. */
export function numberOf(value: unknown): number {
  return Number(textOf(value)) || 0;
}
