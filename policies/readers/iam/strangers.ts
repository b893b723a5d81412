import { UNKNOWN } from "../../core/rule";
import { cartesianProduct } from "./cartesian-product";
import { type Context, operatorOf } from "./conditions";
import type { Condition } from "./document";
import { foreignAccount, foreignAddresses, foreignArn, foreignName, foreignUserId } from "./foreign-values";

/** An account that no policy names. */
export const STRANGER = "000000000000";
const ORGANIZATION = "o-external000";
/** Most contexts of one caller: a policy that distinguishes more of them is not written by hand. */
const CONTEXT_LIMIT = 32;

/**
 * Condition keys that AWS sets to say who calls, from where, or on whose behalf. Everything else is anybody's to say:
 * headers, dates, tags of a session, multi-factor authentication, an encryption context, the service that a request goes
 * through. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and the keys of
 * S3, KMS, Lambda and EC2 in https://docs.aws.amazon.com/service-authorization/latest/reference/ (read 2026-11).
 */
const CALLER_KEYS = ["aws:principalarn", "aws:principalaccount", "kms:calleraccount", "aws:userid"] as const;
const CALLER_ORGANIZATION_KEYS = ["aws:principalorgid", "aws:principalorgpaths"] as const;
const SOURCE_KEYS = [
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
] as const;
const SERVICE_KEYS = ["aws:principalservicename", "aws:principalservicenameslist"] as const;
const ENDPOINT_KEYS = [
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourcevpcarn",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:vpcsourceip",
] as const;
/** Whose access point, function or instance a request comes through. */
const RELAY_KEYS = [
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "lambda:sourcefunctionarn",
  "ec2:sourceinstancearn",
  "aws:ec2instancesourcevpc",
] as const;

/**
 * A stranger stands in no network of the account, where alone a mount target of a file system can be reached. Source:
 * https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html (read 2026-11).
 */
const ELSEWHERE = { "elasticfilesystem:accessedviamounttarget": ["false"] } as const;

type Facts = Readonly<Record<string, readonly string[]>>;

/**
 * Requests of one account's callers under conditions: each wildcard is filled with values of that account's own.
 * @param anonymous Whether callers without credentials may ask too.
 */
export function callersOf(account: string, conditions: readonly Condition[], anonymous: boolean): readonly Context[] {
  const patterns = patternsByKey(conditions);
  const callers: Facts[] = valuesOf("aws:principalarn", account, patterns).map((arn) => ({
    "aws:principalarn": [arn],
    "aws:principalaccount": [account],
    "kms:calleraccount": [account],
  }));
  if (anonymous) callers.push(absent(CALLER_KEYS));
  return contextsOf([
    callers,
    each("aws:userid", valuesOf("aws:userid", account, patterns)),
    organizationsOf(CALLER_ORGANIZATION_KEYS, account, patterns),
    placesOf(account, patterns),
    relaysOf(account, patterns),
    [{ ...absent(SOURCE_KEYS), ...absent(SERVICE_KEYS), ...ELSEWHERE, "aws:principalisawsservice": ["false"] }],
  ]);
}

/** Requests of a service on behalf of an account; one of them does not say on whose behalf. */
export function serviceCallsFor(
  account: string,
  service: string,
  conditions: readonly Condition[],
): readonly Context[] {
  const patterns = patternsByKey(conditions);
  const own = valuesOf("aws:sourcearn", account, patterns, service.split(".", 1)[0]);
  const contexts = [...patterns.keys()].filter((key) => key.startsWith("kms:encryptioncontext:"));
  return contextsOf([
    [
      ...own.map((arn) => ({
        "aws:sourcearn": [arn],
        "aws:sourceaccount": [account],
        "aws:sourceowner": [account],
        "kms:calleraccount": [account],
      })),
      absent([...SOURCE_KEYS, "kms:calleraccount"]),
    ],
    organizationsOf(["aws:sourceorgid", "aws:sourceorgpaths"], account, patterns),
    // A service says in the encryption context what it encrypts.
    ...contexts.map((key) => each(key, valuesOf(key, account, patterns))),
    [
      {
        ...absent([...CALLER_ORGANIZATION_KEYS, ...ENDPOINT_KEYS, ...RELAY_KEYS]),
        ...absent(["aws:principalarn", "aws:principalaccount", "aws:userid", "aws:sourceip"]),
        "aws:principalservicename": [service],
        "aws:principalservicenameslist": [service],
        "aws:principalisawsservice": ["true"],
      },
    ],
  ]);
}

/** Values of conditions by key, where they are texts. */
export function patternsByKey(conditions: readonly Condition[]): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const { key, operator, values } of conditions) {
    if (operatorOf(operator).name === "null") continue;
    const known = values.filter((value) => value !== UNKNOWN);
    byKey.set(key, [...(byKey.get(key) ?? []), ...known]);
  }
  return byKey;
}

/** A value of the account's own that no policy names, and those that the patterns of the key let it have. */
function valuesOf(
  key: string,
  account: string,
  patterns: ReadonlyMap<string, readonly string[]>,
  service?: string,
): readonly string[] {
  const asked = patterns.get(key) ?? [];
  const filled = asked.map((pattern) => fill(key, pattern, account)).filter((value) => value !== undefined);
  return [...new Set([ownValue(key, account, service), ...filled])];
}

function ownValue(key: string, account: string, service = "plinth"): string {
  if (key === "aws:principalarn") return `arn:aws:iam::${account}:role/external`;
  if (key === "aws:userid") return "AROAEXTERNALEXTERNAL0:external";
  if (key.endsWith("account") || key === "aws:sourceowner") return account;
  if (key.endsWith("orgid")) return ORGANIZATION;
  if (key.endsWith("orgpaths")) return `${ORGANIZATION}/r-ext0/ou-ext0-external0/`;
  if (key.endsWith("sourcevpc")) return "vpc-0external0external";
  if (key.endsWith("sourcevpce")) return "vpce-0external0external";
  return `arn:aws:${service}:eu-west-1:${account}:plinth/other`;
}

function fill(key: string, pattern: string, account: string): string | undefined {
  if (key === "aws:userid") return foreignUserId(pattern);
  if (key.endsWith("account") || key === "aws:sourceowner") return foreignAccount(pattern, account);
  if (key.endsWith("arn") || key.startsWith("kms:encryptioncontext:")) return foreignArn(pattern, account);
  return foreignName(pattern, key.endsWith("orgpaths") ? "/" : "");
}

/** The organisation of a caller or a source: another one, or none at all. */
function organizationsOf(
  keys: readonly [string, string],
  account: string,
  patterns: ReadonlyMap<string, readonly string[]>,
) {
  const [id, path] = keys;
  const foreign = [...cartesianProduct([valuesOf(id, account, patterns), valuesOf(path, account, patterns)])].map(
    ([one = "", other = ""]): Facts => ({ [id]: [one], [path]: [other] }),
  );
  return patterns.has(id) || patterns.has(path) ? [...foreign, absent(keys)] : foreign.slice(0, 1);
}

/** Where a request comes from: addresses of the internet, or an endpoint in the caller's own network. */
function placesOf(account: string, patterns: ReadonlyMap<string, readonly string[]>): readonly Facts[] {
  const internet = foreignAddresses(patterns.get("aws:sourceip") ?? []).map(
    (address): Facts => ({ ...absent(ENDPOINT_KEYS), "aws:sourceip": [address] }),
  );
  if (!patterns.has("aws:sourceip") && !ENDPOINT_KEYS.some((key) => patterns.has(key))) return internet.slice(0, 1);
  const lists = ENDPOINT_KEYS.map((key) =>
    key === "aws:vpcsourceip" ? addressesInOwnNetwork(patterns.get(key) ?? []) : valuesOf(key, account, patterns),
  );
  const endpoints = [...cartesianProduct(lists)].slice(0, CONTEXT_LIMIT).map(
    (values): Facts => ({
      ...Object.fromEntries(ENDPOINT_KEYS.map((key, i) => [key, [values[i] ?? ""]])),
      "aws:sourceip": [],
    }),
  );
  return [...internet, ...endpoints];
}

/** In a network of one's own one has the addresses that one likes. */
function addressesInOwnNetwork(ranges: readonly string[]): readonly string[] {
  return [...new Set(["10.0.0.1", ...ranges.map((range) => range.replace(/\/\d+$/, ""))])];
}

function relaysOf(account: string, patterns: ReadonlyMap<string, readonly string[]>): readonly Facts[] {
  const asked = RELAY_KEYS.filter((key) => patterns.has(key));
  const none = absent(RELAY_KEYS);
  const foreign = [...cartesianProduct(asked.map((key) => valuesOf(key, account, patterns)))].map(
    (values): Facts => ({ ...none, ...Object.fromEntries(asked.map((key, i) => [key, [values[i] ?? ""]])) }),
  );
  return asked.length === 0 ? [none] : [none, ...foreign];
}

function each(key: string, values: readonly string[]): readonly Facts[] {
  return values.map((value) => ({ [key]: [value] }));
}

function absent(keys: readonly string[]): Facts {
  return Object.fromEntries(keys.map((key) => [key, []]));
}

function contextsOf(dimensions: readonly (readonly Facts[])[]): readonly Context[] {
  const contexts: Context[] = [];
  for (const chosen of cartesianProduct(dimensions)) {
    if (contexts.length >= CONTEXT_LIMIT) break;
    contexts.push(new Map(chosen.flatMap((facts) => Object.entries(facts))));
  }
  return contexts;
}
