import { Address4, Address6 } from "ip-address";
import { UNKNOWN, type Unknown } from "../../core/rule";
import type { Condition } from "./document";
import { compileGlob, EVERYTHING, type Glob, literal, matches } from "./glob";

/**
 * The context of a request: condition keys in lower case, and their values. A key that is not there is absent from the
 * request; UNKNOWN is a value that is not known yet.
 */
export type Context = ReadonlyMap<string, readonly string[] | Unknown>;

/** True, false, or not known yet. */
export type Ternary = boolean | Unknown;

/**
 * Whether a condition holds.
 * Sources, read 2026-11: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds(condition: Condition, context: Context): Ternary {
  const { quantifier, name, ifExists } = operatorOf(condition.operator);
  const test = TESTS.get(name);
  const present = context.get(condition.key);
  if (present === UNKNOWN) return UNKNOWN;
  const found = present ?? [];
  if (name === "null") {
    return anyOf(condition.values, (value) =>
      value === UNKNOWN ? UNKNOWN : /^true$/i.test(value) === (found.length === 0),
    );
  }
  if (!test) return UNKNOWN;
  if (found.length === 0) {
    if (quantifier === "forallvalues") return true;
    if (quantifier === "foranyvalue") return false;
    return ifExists || test.negated;
  }
  const one = (value: string): Ternary => {
    const hit = anyOf(condition.values, (wanted) => (wanted === UNKNOWN ? UNKNOWN : test.hits(value, wanted, context)));
    return hit === UNKNOWN ? UNKNOWN : hit !== test.negated;
  };
  return quantifier === "forallvalues" || (quantifier === "" && test.negated) ? allOf(found, one) : anyOf(found, one);
}

/** Whether all conditions of a statement hold. */
export function allHold(conditions: readonly Condition[], context: Context): Ternary {
  return allOf(conditions, (condition) => holds(condition, context));
}

interface Operator {
  readonly quantifier: "" | "forallvalues" | "foranyvalue";
  /** In lower case, without quantifier and `IfExists`. */
  readonly name: string;
  readonly ifExists: boolean;
}

/** `ForAnyValue:StringLikeIfExists`, split. */
export function operatorOf(operator: string): Operator {
  const text = operator.toLowerCase();
  const quantifier = text.startsWith("forallvalues:")
    ? "forallvalues"
    : text.startsWith("foranyvalue:")
      ? "foranyvalue"
      : "";
  const rest = quantifier === "" ? text : text.slice(quantifier.length + 1);
  const ifExists = rest.endsWith("ifexists");
  return { quantifier, name: ifExists ? rest.slice(0, -"ifexists".length) : rest, ifExists };
}

/** Whether AWS has an operator of this name. */
export function isOperator(operator: string): boolean {
  const { name } = operatorOf(operator);
  return name === "null" || TESTS.has(name);
}

interface Test {
  readonly negated: boolean;
  hits(value: string, wanted: string, context: Context): Ternary;
}

const equals = (value: string, wanted: string, context: Context): Ternary =>
  wanted.includes("${") ? withVariables(wanted, context, (glob) => value === textOf(glob)) : value === wanted;
const equalsIgnoringCase = (value: string, wanted: string, context: Context): Ternary =>
  equals(value.toLowerCase(), lowerCased(wanted), context);
const like = (value: string, wanted: string, context: Context): Ternary =>
  withVariables(wanted, context, (glob) => matches(glob, value));

const TESTS: ReadonlyMap<string, Test> = new Map(
  Object.entries({
    ...pair("stringequals", "stringnotequals", equals),
    ...pair("stringequalsignorecase", "stringnotequalsignorecase", equalsIgnoringCase),
    ...pair("stringlike", "stringnotlike", like),
    ...pair("arnequals", "arnnotequals", arnLike),
    ...pair("arnlike", "arnnotlike", arnLike),
    ...pair("numericequals", "numericnotequals", (value, wanted) => Number(value) === Number(wanted)),
    ...pair("dateequals", "datenotequals", (value, wanted) => time(value) === time(wanted)),
    ...pair("ipaddress", "notipaddress", inRange),
    ...single("numericlessthan", (value, wanted) => Number(value) < Number(wanted)),
    ...single("numericlessthanequals", (value, wanted) => Number(value) <= Number(wanted)),
    ...single("numericgreaterthan", (value, wanted) => Number(value) > Number(wanted)),
    ...single("numericgreaterthanequals", (value, wanted) => Number(value) >= Number(wanted)),
    ...single("datelessthan", (value, wanted) => time(value) < time(wanted)),
    ...single("datelessthanequals", (value, wanted) => time(value) <= time(wanted)),
    ...single("dategreaterthan", (value, wanted) => time(value) > time(wanted)),
    ...single("dategreaterthanequals", (value, wanted) => time(value) >= time(wanted)),
    ...single("bool", (value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
    ...single("binaryequals", (value, wanted) => value === wanted),
  }),
);

function pair(name: string, negation: string, hits: Test["hits"]): Record<string, Test> {
  return { [name]: { negated: false, hits }, [negation]: { negated: true, hits } };
}

function single(name: string, hits: Test["hits"]): Record<string, Test> {
  return { [name]: { negated: false, hits } };
}

/** Each of an ARN's six parts is compared by itself: here `*` does not cross a `:`, except in the last part. */
function arnLike(value: string, wanted: string, context: Context): Ternary {
  const parts = splitArn(value);
  const patterns = splitArn(wanted);
  if (patterns.length < 6) return withVariables(wanted, context, (glob) => matches(glob, value));
  return allOf(patterns, (pattern, i) => withVariables(pattern, context, (glob) => matches(glob, parts[i] ?? "")));
}

function splitArn(text: string): string[] {
  const parts = text.split(/:(?![^${]*\})/);
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** `wanted` with its policy variables resolved; a variable that the request has no value for matches nothing. */
function withVariables(wanted: string, context: Context, test: (glob: Glob) => boolean): Ternary {
  if (!wanted.includes("${")) return test(compileGlob(wanted));
  let unknown = false;
  let absent = false;
  const glob = compileGlob(wanted, (name) => {
    const [key = "", fallback] = name.split(/\s*,\s*/, 2);
    const values = context.get(key.trim().toLowerCase());
    if (values === UNKNOWN) unknown = true;
    else if (values?.[0] !== undefined) return literal(values[0]);
    else if (fallback !== undefined) return literal(fallback.replace(/^'|'$/g, ""));
    else absent = true;
    return EVERYTHING;
  });
  return unknown ? UNKNOWN : !absent && test(glob);
}

/** Text of a pattern without meaning for `*`: in StringEquals it is a character. */
function textOf(glob: Glob): string {
  return glob.map((token) => (typeof token === "string" ? token : (token.description ?? ""))).join("");
}

function lowerCased(wanted: string): string {
  return wanted.replace(/\$\{[^}]*\}|[^$]+|\$/g, (part) => (part.startsWith("${") ? part : part.toLowerCase()));
}

function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inRange(value: string, wanted: string): boolean {
  try {
    const [address, range] = value.includes(":")
      ? [new Address6(value), new Address6(wanted)]
      : [new Address4(value), new Address4(wanted)];
    return address.isInSubnet(range);
  } catch {
    return false;
  }
}

/** Kleene's "or" over a list. */
export function anyOf<T>(members: readonly T[], test: (member: T, index: number) => Ternary): Ternary {
  let result: Ternary = false;
  let index = 0;
  for (const member of members) {
    const one = test(member, index++);
    if (one === true) return true;
    if (one === UNKNOWN) result = UNKNOWN;
  }
  return result;
}

/** Kleene's "and" over a list. */
export function allOf<T>(members: readonly T[], test: (member: T, index: number) => Ternary): Ternary {
  let result: Ternary = true;
  let index = 0;
  for (const member of members) {
    const one = test(member, index++);
    if (one === false) return false;
    if (one === UNKNOWN) result = UNKNOWN;
  }
  return result;
}
