import { memoizeByText } from "../../core/memoize";
import { UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, type PlainObject, parsedJson } from "../../core/values";
import { isOperator } from "./conditions";
import { isService } from "./unscoped-permissions";

/** Where a document stands, which decides the elements that it must have and may not have. */
export type DocumentKind = "identity" | "trust" | "resource" | "service control" | "resource control";

/** The one fault that AWS may mend by itself: it adds services. */
export const UNKNOWN_SERVICE = "has an Action of a service that AWS is not known to have";

/** Elements of a statement that exclude each other. */
const PAIRS = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;
const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set(
  ["Sid", "Effect", "Condition", ...PAIRS.flat()].map((name) => name.toLowerCase()),
);
const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(["version", "id", "statement"]);
const VERSIONS: readonly unknown[] = ["2008-10-17", "2012-10-17"];

/**
 * What AWS would refuse a policy document for, or never act upon, in words that quote nothing of it. UNKNOWN among them
 * if something is not known yet. Empty if nothing is wrong.
 *
 * Sources, read 2026-11: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html (elements that exclude each other) and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html (variables need 2012-10-17).
 */
export function documentFaults(value: unknown, kind: DocumentKind): readonly (string | Unknown)[] {
  if (value === UNKNOWN) return [UNKNOWN];
  return typeof value === "string" ? FAULTS_OF_TEXT[kind](value) : faultsOfDocument(value, kind);
}

/** The same text stands in many a stack, and often in many of its resources. */
const FAULTS_OF_TEXT: Readonly<Record<DocumentKind, (text: string) => readonly (string | Unknown)[]>> = {
  identity: memoizeByText((text) => faultsOfDocument(parsedJson(text), "identity")),
  trust: memoizeByText((text) => faultsOfDocument(parsedJson(text), "trust")),
  resource: memoizeByText((text) => faultsOfDocument(parsedJson(text), "resource")),
  "service control": memoizeByText((text) => faultsOfDocument(parsedJson(text), "service control")),
  "resource control": memoizeByText((text) => faultsOfDocument(parsedJson(text), "resource control")),
};

function faultsOfDocument(document: unknown, kind: DocumentKind): readonly (string | Unknown)[] {
  if (!isObject(document)) return ["is not a JSON object"];
  const members = elementsOf(document);
  const statements = members.get("statement");
  const version = members.get("version");
  const faults: (string | Unknown)[] = [];
  if ([...members.keys()].some((name) => !DOCUMENT_ELEMENTS.has(name)))
    faults.push("has an element that no policy has");
  if (version !== undefined && version !== UNKNOWN && !VERSIONS.includes(version)) {
    faults.push("has a Version that is neither 2012-10-17 nor 2008-10-17");
  }
  if (statements === undefined) faults.push("has no Statement");
  if (version !== UNKNOWN && version !== "2012-10-17" && hasVariable(statements)) {
    faults.push("has variables, which mean nothing without Version 2012-10-17");
  }
  const all = listOf(statements);
  if (kind !== "resource" && new Set(sids(all)).size < sids(all).length) faults.push("has two statements with one Sid");
  return [...faults, ...all.flatMap((statement, i) => faultsOf(statement, i + 1, kind))];
}

function faultsOf(statement: unknown, number: number, kind: DocumentKind): readonly (string | Unknown)[] {
  if (statement === UNKNOWN) return [UNKNOWN];
  const label = `in statement ${number}`;
  if (!isObject(statement)) return [`has no object ${label}`];
  const members = elementsOf(statement);
  const has = (name: string) => members.get(name.toLowerCase()) !== undefined;
  const effect = members.get("effect");
  const faults: (string | Unknown)[] = PAIRS.filter(([one, other]) => has(one) && has(other)).map(
    ([one, other]) => `has ${one} and ${other} ${label}`,
  );
  if ([...members.keys()].some((name) => !STATEMENT_ELEMENTS.has(name))) {
    faults.push(`has an element that no statement has ${label}`);
  }
  if (effect === UNKNOWN) faults.push(UNKNOWN);
  else if (effect !== "Allow" && effect !== "Deny") faults.push(`has an Effect other than Allow and Deny ${label}`);
  if (!has("Action") && !has("NotAction")) faults.push(`has no Action ${label}`);
  return [
    ...faults,
    ...placeFaults(members, has, kind).map((fault) => `${fault} ${label}`),
    ...textFaults(members, kind).map((fault) => `${fault} ${label}`),
  ];
}

/** What the place of a document demands and forbids. */
function placeFaults(
  members: ReadonlyMap<string, unknown>,
  has: (name: string) => boolean,
  kind: DocumentKind,
): readonly string[] {
  const names = has("Principal") || has("NotPrincipal");
  const isAboutResources = has("Resource") || has("NotResource");
  if (kind === "trust") {
    const about = isAboutResources
      ? ["has a Resource, which a trust policy, being about its own role, does not take,"]
      : [];
    return names ? about : [...about, "has no Principal"];
  }
  if (kind === "resource") return names ? [] : ["has no Principal"];
  const missing = isAboutResources ? [] : ["has no Resource"];
  if (kind === "identity") return names ? [...missing, "has a Principal, though its principals hold it,"] : missing;
  if (kind === "service control") {
    return names ? [...missing, "has a Principal, which a service control policy does not take,"] : missing;
  }
  return [...missing, ...resourceControlFaults(members, has)];
}

/**
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html (read 2026-11).
 */
function resourceControlFaults(
  members: ReadonlyMap<string, unknown>,
  has: (name: string) => boolean,
): readonly string[] {
  const principal = members.get("principal");
  const faults: string[] = [];
  if (principal !== "*" && isKnown(principal)) {
    faults.push('has no Principal "*", which a resource control policy demands,');
  }
  if (members.get("effect") === "Allow") faults.push("allows, which only AWS's own resource control policy does,");
  if (has("NotAction")) faults.push("has NotAction, which a resource control policy does not take,");
  return faults;
}

/** Faults of the texts in a statement. */
function textFaults(members: ReadonlyMap<string, unknown>, kind: DocumentKind): readonly string[] {
  const actions = [members.get("action"), members.get("notaction")].flatMap(listOf).filter(isKnown);
  const resources = [members.get("resource"), members.get("notresource")].flatMap(listOf).filter(isKnown);
  const faults: string[] = [];
  if (actions.some((action) => typeof action !== "string" || !/^(\*+|[^:\s]+:[^:\s]+)$/.test(action))) {
    faults.push("has an Action that is not service:name");
  } else if (actions.some((action) => hasUnknownService(String(action)))) {
    faults.push(UNKNOWN_SERVICE);
  }
  if (
    kind !== "trust" &&
    kind !== "resource" &&
    resources.some((it) => typeof it !== "string" || !/^(\*+|arn:.+|\$\{.+)$/.test(it))
  ) {
    faults.push("has a Resource that is neither an ARN nor *");
  }
  const conditions = members.get("condition");
  if (isKnown(conditions) && conditions !== undefined) {
    if (!isObject(conditions) || !Object.values(conditions).filter(isKnown).every(isObject)) {
      faults.push("has a Condition that is not an operator with keys");
    } else if (!Object.keys(conditions).every(isOperator)) {
      faults.push("has a Condition with an operator that AWS does not have");
    }
  }
  return faults;
}

/** Wildcards in the prefix may stand for any service. */
function hasUnknownService(action: string): boolean {
  const prefix = action.slice(0, action.indexOf(":")).toLowerCase();
  return action.includes(":") && !/[*?]/.test(prefix) && !isService(prefix);
}

function hasVariable(value: unknown): boolean {
  if (typeof value === "string") return /\$\{[*?$A-Za-z]/.test(value);
  if (Array.isArray(value)) return value.some(hasVariable);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([name, member]) => !/^(not)?(action|principal)$|^sid$/i.test(name) && hasVariable(member),
  );
}

function sids(statements: readonly unknown[]): readonly unknown[] {
  return statements
    .map((statement) => (isObject(statement) ? elementsOf(statement).get("sid") : undefined))
    .filter((sid) => typeof sid === "string" && sid !== "");
}

/** Elements by name in lower case: people and SDKs write them in every case. */
function elementsOf(object: PlainObject): ReadonlyMap<string, unknown> {
  const given = Object.entries(object).filter(([, value]) => value !== undefined && value !== null);
  return new Map(given.map(([name, value]) => [name.toLowerCase(), value]));
}

function isKnown(value: unknown): boolean {
  return value !== UNKNOWN;
}
