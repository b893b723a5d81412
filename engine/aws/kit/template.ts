import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { isObject } from "../../property-values";
import { DIGITS, draw, HEX, LETTERS, uuid } from "../../pseudo-random";
import type { Values } from "../../simulation";
import type { Account } from "./account";

/** What a template may refer to. */
export interface Scope {
  readonly account: Account;
  /** Properties by name; later ones may refer to earlier ones. */
  readonly properties: Values;
  /** Equal seeds give equal random parts. */
  readonly seed: string;
  /** What stands for a property that there is none of. Default: nothing. */
  readonly missing?: typeof UNKNOWN_VALUE;
}

/** Not the `${…}` of AWS's own formats. */
const PLACEHOLDER = /(?<!\$)\{([a-zA-Z][\w.]*)(?::([\w-]+))?\}/g;
const RANDOM = /^(hex|digit|alnum|upper|letter)(\d+)$/;
/** `upper` is what AWS draws unique ids of: base 32. */
const ALPHABETS: Readonly<Record<string, string>> = {
  hex: HEX,
  digit: DIGITS,
  alnum: `${DIGITS}${LETTERS}`,
  upper: `${LETTERS.toUpperCase()}234567`,
  letter: LETTERS,
};

/**
 * Fills in a value's templates, in objects and arrays too:
 *
 * - `{account}`, `{region}`, `{partition}`, `{dnsSuffix}`: where the resource lives;
 * - `{hex17}`, `{alnum12}`, `{upper17}`, `{digit6}`, `{letter10}`, `{uuid}`: what AWS would draw; `{hex17:acl}` has a
 *   label, so that two properties can share one draw. Default label: the property's own name;
 * - any other name: that property, by path (`vpcConfig.vpcId`).
 *
 * One part that is unknown makes the whole string unknown, as it does in Pulumi.
 */
export function fill(value: unknown, scope: Scope, label: string): unknown {
  if (typeof value === "string") return fillText(value, scope, label);
  if (Array.isArray(value)) return value.map((item) => fill(item, scope, label));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, scope, `${label}.${key}`)]));
}

function fillText(template: string, scope: Scope, label: string): string {
  if (!template.includes("{")) return template;
  let unknown = false;
  const filled = template.replace(PLACEHOLDER, (_, name: string, own: string | undefined) => {
    const part = partOf(name, scope, own ?? label);
    if (part === UNKNOWN_VALUE) unknown = true;
    return part;
  });
  return unknown ? UNKNOWN_VALUE : filled;
}

function partOf(name: string, { account, properties, seed, missing }: Scope, label: string): string {
  if (name === "account") return account.accountId;
  if (name === "region") return account.region;
  if (name === "partition") return account.partition;
  if (name === "dnsSuffix") return account.dnsSuffix;
  if (name === "uuid") return uuid(`${seed}/${label}`);
  const [, alphabet, length] = RANDOM.exec(name) ?? [];
  if (alphabet) return draw(`${seed}/${label}`, ALPHABETS[alphabet] ?? HEX, Number(length));
  const found = at(properties, name.split("."));
  return typeof found === "string" || typeof found === "number" ? String(found) : (missing ?? "");
}

function at(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined || value === UNKNOWN_VALUE) return value;
  return isObject(value) ? at(value[first], rest) : undefined;
}
