import { UNKNOWN } from "../../core/rule";
import { cartesianProduct } from "./cartesian-product";
import { type Context, operatorOf } from "./conditions";
import type { Condition } from "./document";

/** Most request contexts that are tried before the answer is "not known". */
const CONTEXT_LIMIT = 2_000;
/** A value that no policy names. */
const UNNAMED_VALUE = "plinth";

/**
 * Keys that every request carries.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11).
 */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:userid",
]);

/** Whether the facts alone decide a condition, whatever the other context keys. */
export function isDecidedBy(condition: Condition, facts: Context): boolean {
  return facts.has(condition.key) && variablesOf(condition).every((key) => facts.has(key));
}

/**
 * Request contexts that cover every case that `conditions` distinguish: for each key absent, each value that a condition
 * names, and one that none names. Keys in `facts` are fixed. UNKNOWN if there are too many.
 */
export function contextsFor(conditions: readonly Condition[], facts: Context): Iterable<Context> | typeof UNKNOWN {
  const byKey = new Map<string, Condition[]>();
  for (const condition of conditions) {
    for (const key of [condition.key, ...variablesOf(condition)]) {
      if (facts.has(key)) continue;
      const known = byKey.get(key);
      if (known) known.push(condition);
      else byKey.set(key, [condition]);
    }
  }
  if (byKey.size === 0) return [facts];
  const keys = [...byKey.keys()];
  const values = keys.map((key) => candidates(key, byKey.get(key) ?? []));
  if (values.reduce((size, list) => size * list.length, 1) > CONTEXT_LIMIT) return UNKNOWN;
  return contexts(keys, values, facts);
}

function* contexts(keys: readonly string[], values: readonly (readonly (readonly string[])[])[], facts: Context) {
  for (const chosen of cartesianProduct(values)) {
    const context = new Map(facts);
    chosen.forEach((value, i) => {
      const key = keys[i];
      if (key !== undefined && value.length > 0) context.set(key, value);
    });
    yield context;
  }
}

/** Value lists worth trying for one key; the empty list is absence. */
function candidates(key: string, conditions: readonly Condition[]): readonly (readonly string[])[] {
  const singles = new Set<string>([UNNAMED_VALUE]);
  for (const condition of conditions) {
    if (condition.key !== key) continue;
    const { name } = operatorOf(condition.operator);
    for (const value of condition.values) {
      if (value !== UNKNOWN) for (const example of examplesOf(name, value)) singles.add(example);
    }
  }
  const lists = [...singles].map((value) => [value]);
  if (singles.size > 1 && isMultivalued(key, conditions)) lists.push([...singles]);
  return ALWAYS_PRESENT.has(key) ? lists : [...lists, []];
}

/**
 * Whether a key may have several values: only if all conditions ask for that, by a quantifier. One that asks for a single value,
 * or a variable, says that the key has one, whatever a document that is not known yet will ask.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * (read 2026-11).
 */
function isMultivalued(key: string, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => {
    if (condition.key !== key) return false;
    const { quantifier, name } = operatorOf(condition.operator);
    return quantifier !== "" || name === "null";
  });
}

function examplesOf(operator: string, value: string): readonly string[] {
  if (operator === "null") return [];
  if (operator === "bool") return ["true", "false"];
  if (operator.startsWith("numeric")) return [Number(value) - 1, Number(value), Number(value) + 1].map(String);
  if (operator.startsWith("date")) {
    const time = Date.parse(value);
    return Number.isNaN(time) ? [value] : [-1000, 0, 1000].map((shift) => new Date(time + shift).toISOString());
  }
  if (operator === "ipaddress" || operator === "notipaddress") return [value.replace(/\/\d+$/, "")];
  const resolved = value.replace(/\$\{([^}]*)\}/g, (_, name: string) => (/^[*?$]$/.test(name) ? name : UNNAMED_VALUE));
  if (!operator.endsWith("like") && !operator.startsWith("arn")) return [resolved];
  return [resolved.replace(/\*/g, "").replace(/\?/g, "x"), resolved.replace(/\*/g, UNNAMED_VALUE).replace(/\?/g, "x")];
}

function variablesOf({ values }: Condition): string[] {
  return values.flatMap((value) =>
    value === UNKNOWN
      ? []
      : [...value.matchAll(/\$\{([^}*?$][^},]*)/g)].map(([, name = ""]) => name.trim().toLowerCase()),
  );
}
