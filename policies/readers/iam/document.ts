import { memoize, memoizeByText } from "../../core/memoize";
import { UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, parsedJson, textOf } from "../../core/values";

/** The statements of a policy document; not known as a whole, or known to be none. */
export type PolicyDocument = readonly Statement[] | Unknown;

/** A list of patterns, or everything but them. */
export interface PatternSet {
  readonly patterns: readonly (string | Unknown)[];
  readonly negated: boolean;
}

export interface Statement {
  /** How messages call it: by its number, for a Sid is text of a property that may be a secret. */
  readonly label: string;
  readonly effect: "Allow" | "Deny" | Unknown;
  readonly actions: PatternSet;
  readonly resources: PatternSet;
  /** Of resource and trust policies; undefined in identity policies. */
  readonly principals?: Principals;
  readonly conditions: readonly Condition[];
}

/** Principals by kind: `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` alone is AWS `*`. */
export interface Principals {
  readonly byKind: ReadonlyMap<string, readonly (string | Unknown)[]>;
  readonly negated: boolean;
}

/** One operator on one key. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly (string | Unknown)[];
}

/**
 * Reads a policy document given as JSON text, as an object, or as something that is not known yet. UNKNOWN parts stay
 * UNKNOWN parts. Undefined if it is not a policy document. Each document is read once.
 */
export function readDocument(value: unknown): PolicyDocument | undefined {
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "string") return readText(value);
  return isObject(value) ? readObject(value) : undefined;
}

const readText = memoizeByText((text) => documentOf(parsedJson(text)));
const readObject = memoize(documentOf);

function documentOf(value: unknown): PolicyDocument | undefined {
  if (!isObject(value)) return undefined;
  const statements = element(value, "statement");
  if (statements === UNKNOWN) return UNKNOWN;
  if (statements === undefined) return undefined;
  return withoutRepeats(listOf(statements).map((statement, index) => statementOf(statement, index + 1)));
}

/** A statement that repeats another one changes no answer, and each answer weighs every statement against the others. */
function withoutRepeats(statements: readonly Statement[]): readonly Statement[] {
  if (statements.length < 2) return statements;
  const seen = new Set<string>();
  return statements.filter(({ label, ...content }) => {
    const text = JSON.stringify(content, distinguishable);
    return !seen.has(text) && seen.add(text);
  });
}

/** JSON has neither maps nor symbols. */
function distinguishable(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return value === UNKNOWN ? { known: false } : value;
}

function statementOf(value: unknown, number: number): Statement {
  const statement = isObject(value) ? value : {};
  const unknown = value === UNKNOWN;
  const effect = unknown ? UNKNOWN : element(statement, "effect");
  return {
    label: `statement ${number}`,
    effect: effect === "Allow" || effect === "Deny" || effect === UNKNOWN ? effect : "Deny",
    actions: interned(patternsOf(statement, "action", unknown)),
    resources: patternsOf(statement, "resource", unknown),
    principals: principalsOf(statement),
    conditions: conditionsOf(element(statement, "condition")),
  };
}

function patternsOf(statement: Readonly<Record<string, unknown>>, name: string, unknown: boolean): PatternSet {
  if (unknown) return { patterns: [UNKNOWN], negated: false };
  const not = element(statement, `not${name}`);
  const negated = not !== undefined;
  return { patterns: strings(negated ? not : element(statement, name)), negated };
}

/** Documents repeat each other's lists of actions, and what is found out of a list is remembered by it. */
function interned(set: PatternSet): PatternSet {
  return set.patterns.includes(UNKNOWN) ? set : readPatterns(JSON.stringify(set));
}

const readPatterns = memoizeByText((text) => JSON.parse(text) as PatternSet);

function principalsOf(statement: Readonly<Record<string, unknown>>): Principals | undefined {
  const not = element(statement, "notprincipal");
  const value = not ?? element(statement, "principal");
  if (value === undefined) return undefined;
  const byKind = isObject(value)
    ? new Map(Object.entries(value).map(([kind, members]) => [kind, strings(members)]))
    : new Map([["AWS", strings(value)]]);
  return { byKind, negated: not !== undefined };
}

function conditionsOf(value: unknown): readonly Condition[] {
  if (value === UNKNOWN) return [{ operator: "unknown", key: "", values: [UNKNOWN] }];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: strings(values) }))
      : [{ operator, key: "", values: [UNKNOWN] }],
  );
}

function strings(value: unknown): readonly (string | Unknown)[] {
  return listOf(value).map((member) => (member === UNKNOWN ? UNKNOWN : textOf(member)));
}

/** Element names in documents are written in every case, by people and by SDKs. */
function element(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const direct = object[name];
  if (direct !== undefined) return direct;
  for (const key of Object.keys(object)) if (key.toLowerCase() === name) return object[key];
  return undefined;
}
