import type { z } from "zod";
import type { Fault } from "./faults";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** How zod's issues are named and shown as faults. */
export interface IssueNames {
  /** Layer and class of the fault ids: `stack/Config`. */
  readonly id: string;
  /** How a path is written for the reader. Default: `a.b[0].c`. */
  readonly path?: (path: readonly PropertyKey[]) => string;
  /** Whether the value at a path may be printed. Default: never. */
  readonly printable?: (path: readonly PropertyKey[]) => boolean;
}

/**
 * Checks `value` and reports every fault, each in Plinth's words: where, what was found (if it may be printed), what is
 * allowed, and for an unknown key which known one is meant.
 */
export function check<T>(
  schema: z.ZodType<T>,
  value: unknown,
  names: IssueNames,
): { readonly data?: T; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(value, { error: allowed });
  return result.success
    ? { data: result.data, faults: [] }
    : { faults: result.error.issues.flatMap((issue) => faultsOf(issue, value, schema, names)) };
}

/** `a.b[0].c` */
export function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    "",
  );
}

/** The known word that differs least from `word`, if it is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

function faultsOf(issue: Issue, value: unknown, schema: z.ZodType, names: IssueNames): Fault[] {
  const { id, path: written = dotted, printable = () => false } = names;
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    if (!printable(issue.path) && issue.path.length > 0) {
      return [{ id: `${id}/unknownKey`, path: written(issue.path), allowed: `only the keys ${known.join(", ")}` }];
    }
    return issue.keys.map((key) => ({
      id: `${id}/unknownKey`,
      path: written([...issue.path, key]),
      allowed: meant(key, known),
    }));
  }
  const fault = {
    id: `${id}/${dotted(issue.path.filter((key) => typeof key === "string"))}`,
    path: written(issue.path),
  };
  const found = printable(issue.path) ? shown(valueAt(value, issue.path)) : undefined;
  return [{ ...fault, ...(found === undefined ? {} : { found }), allowed: issue.message }];
}

/** `allowed` of a fault on an unknown key. */
function meant(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near ? `a known key: did you mean ${near}?` : `a known key: one of ${known.join(", ")}`;
}

/** What would have been right, for issues whose schema does not say it itself. */
function allowed(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return (
        {
          object: "a map of keys",
          record: "a map of keys",
          array: "a list",
          string: "text",
          number: "a number",
          int: "a whole number",
        }[String(issue.expected)] ?? String(issue.expected)
      );
    case "invalid_value":
      return `${issue.values?.length === 1 ? "" : "one of "}${(issue.values ?? []).map(String).join(", ")}`;
    case "invalid_key":
      return `under a name of the form ${issue.issues[0]?.message ?? "of the schema"}`;
    case "too_small":
      return `at least ${String(issue.minimum)}${issue.origin === "array" ? " of them" : issue.origin === "string" ? " characters" : ""}`;
    case "too_big":
      return `at most ${String(issue.maximum)}${issue.origin === "array" ? " of them" : issue.origin === "string" ? " characters" : ""}`;
    default:
      return undefined;
  }
}

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text === "" ? "nothing" : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

/** The keys that an object schema knows at a path into it. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  const definition = (schema as { readonly def?: SchemaDefinition } | undefined)?.def;
  if (!definition) return [];
  if (definition.innerType) return keysAt(definition.innerType, path);
  const [key, ...rest] = path;
  if (definition.shape)
    return key === undefined ? Object.keys(definition.shape) : keysAt(definition.shape[String(key)], rest);
  return key === undefined ? [] : keysAt(definition.element ?? definition.valueType, rest);
}

interface SchemaDefinition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly valueType?: unknown;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
