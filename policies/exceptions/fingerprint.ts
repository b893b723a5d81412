import { createHash } from "node:crypto";
import type { Judgement } from "../core/judge";
import { isSet, topLevelProperty } from "../core/properties";
import { type ResourceRecord, UNKNOWN } from "../core/rule";
import { hasUnknown, isObject, parsedJson, textOf, valuesAt } from "../core/values";
import { type Fact, pathsOf } from "../readers/resource/type-facts";

/** What a resource says in so many words, wherever it is judged: references have ids that a preview does not know. */
const READ: readonly Fact[] = ["policyDocuments", "publicSwitches", "retention"];

/** How network rules, shares and permissions say whom they let in. */
const OPENINGS = [
  "ingress",
  "egress",
  "ipProtocol",
  "protocol",
  "fromPort",
  "toPort",
  "cidrIpv4",
  "cidrIpv6",
  "cidrBlocks",
  "ipv6CidrBlocks",
  "destinationCidrBlock",
  "destinationIpv6CidrBlock",
  "principal",
  "action",
  "sharedAccounts",
  "operations",
];

/**
 * A fingerprint of a violation: what was found, and what the resource itself says that a rule reads. A policy that gives
 * more, a port that is opened or a period that grows makes another violation of it.
 */
export function fingerprintOf({ resource }: Pick<Judgement, "resource">, found: string): string {
  const reading = readingOf(resource);
  const text = reading === "" ? found : `${found}\n${reading}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** The same before the resource exists and afterwards, offline and in Pulumi's engine. */
function readingOf(resource: ResourceRecord): string {
  const paths = new Set([...READ.flatMap((fact) => pathsOf(resource.type, fact)), ...OPENINGS]);
  return [...paths]
    .sort()
    .flatMap((path) => {
      if (!isSet(resource, topLevelProperty(path))) return [];
      const values = valuesAt(resource.props, path)
        .map(parsed)
        .filter((value) => !hasUnknown(value));
      return values.length > 0 ? [`${path}=${JSON.stringify(values.map((value) => canonicalOf(value)))}`] : [];
    })
    .join("\n");
}

/** A document is read from its text, whose spaces say nothing. */
function parsed(value: unknown): unknown {
  return value === UNKNOWN ? value : (parsedJson(value) ?? value);
}

/** Keys in order, lists without one, scalars as text; ids that AWS gives, and the account in what a policy is about, aside. */
function canonicalOf(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const members = value.map((member) => canonicalOf(member, key));
    return members.map((member) => JSON.stringify(member)).sort();
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((name) => [name, canonicalOf(value[name], name)]),
    );
  }
  const text = textOf(value).replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?<=-)[0-9a-f]{8,}\b/g, "<id>");
  return /^(Not)?Resource$/.test(key) ? text.replace(/:\d{12}:/g, ":<account>:") : text;
}
