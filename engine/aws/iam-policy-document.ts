import * as zlib from "node:zlib";
import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { containsUnknown, isObject } from "../property-values";
import type { Values } from "../simulation";
import { escapeHtml } from "./kit/go-json";
import type { FunctionContext } from "./kit/service";

/**
 * `aws.iam.getPolicyDocument`, to the byte: members in the provider's order, sets sorted backwards, a single element
 * outside of an array, `&{…}` for IAM's own variables, source documents before and override documents after the
 * statements. Source: `internal/service/iam/policy_model.go` of terraform-provider-aws, read 2026-11.
 *
 * @throws Error for what the provider refuses: malformed documents, Sids that occur twice.
 */
export function policyDocument({ args }: FunctionContext): Values {
  if (containsUnknown(args)) return { json: UNKNOWN_VALUE, minifiedJson: UNKNOWN_VALUE, id: UNKNOWN_VALUE };
  const sources = list(args.sourcePolicyDocuments).map((source, index) => parse(source, `source document ${index}`));
  refuseRepeatedSids(
    sources.flatMap(({ Statement }) => Statement),
    " in source_policy_documents. Remove the Sid or ensure Sids are unique.",
  );
  const own: Document = {
    Version: text(args.version) ?? "2012-10-17",
    Id: text(args.policyId),
    Statement: list(args.statements).filter(isObject).map(statementOf),
  };
  refuseRepeatedSids(own.Statement, ". Remove the Sid or ensure the Sid is unique.");
  const overrides = list(args.overridePolicyDocuments).map((one, index) => parse(one, `override document ${index}`));

  const merged = [...sources, own, ...overrides].reduce(merge, { Statement: [] });
  const document = {
    Version: merged.Version,
    Id: merged.Id,
    Statement: merged.Statement.length > 0 ? merged.Statement : undefined,
  };
  const json = escapeHtml(JSON.stringify(document, undefined, 2));
  return { json, minifiedJson: escapeHtml(JSON.stringify(document)), id: String(zlib.crc32(json)) };
}

interface Document {
  readonly Version?: string | undefined;
  readonly Id?: string | undefined;
  readonly Statement: readonly Values[];
}

/** A later document's Id and higher version go first, and its statements take the place of those with the same Sid. */
function merge(earlier: Document, later: Document): Document {
  const statements = [...earlier.Statement];
  for (const statement of later.Statement) {
    const place = statement.Sid ? statements.findIndex(({ Sid }) => Sid === statement.Sid) : -1;
    if (place < 0) statements.push(statement);
    else statements[place] = statement;
  }
  const versions = [earlier.Version ?? "", later.Version ?? ""].sort();
  return { Version: versions[1] || undefined, Id: later.Id || earlier.Id, Statement: statements };
}

/** Members that are undefined leave no trace in the JSON. */
function statementOf(statement: Values): Values {
  return {
    Sid: text(statement.sid),
    Effect: text(statement.effect) ?? "Allow",
    Action: backwards(list(statement.actions)),
    NotAction: backwards(list(statement.notActions)),
    Resource: backwards(list(statement.resources).map(withVariables)),
    NotResource: backwards(list(statement.notResources).map(withVariables)),
    Principal: principalsOf(statement.principals),
    NotPrincipal: principalsOf(statement.notPrincipals),
    Condition: conditionsOf(list(statement.conditions).filter(isObject)),
  };
}

function principalsOf(principals: unknown): unknown {
  const byType = new Map<string, unknown[]>();
  for (const principal of list(principals).filter(isObject)) {
    const identifiers = [...new Set(list(principal.identifiers).map(withVariables))].sort().reverse();
    const type = String(principal.type);
    byType.set(type, [...(byType.get(type) ?? []), ...identifiers]);
  }
  return principalElement(byType);
}

/** Only `{"*": "*"}` becomes `"*"`: AWS takes `{"AWS": "*"}` where it refuses the former. */
function principalElement(byType: ReadonlyMap<string, readonly unknown[]>): unknown {
  if (byType.size === 0) return undefined;
  const anyone = byType.get("*");
  if (byType.size === 1 && anyone?.length === 1 && anyone[0] === "*") return "*";
  return Object.fromEntries([...byType].sort(byKey).map(([type, identifiers]) => [type, single(identifiers)]));
}

/** Values keep their order, unlike every other list. */
function conditionsOf(conditions: readonly Values[]): unknown {
  const tests = new Map<string, Map<string, unknown[]>>();
  for (const { test, variable, values } of conditions) {
    const variables = tests.get(String(test)) ?? new Map<string, unknown[]>();
    tests.set(String(test), variables);
    const name = String(variable);
    variables.set(name, [...(variables.get(name) ?? []), ...list(values).map(withVariables)]);
  }
  return conditionElement(tests);
}

function conditionElement(tests: ReadonlyMap<string, ReadonlyMap<string, readonly unknown[]>>): unknown {
  if (tests.size === 0) return undefined;
  const sorted = [...tests].sort(byKey).map(([test, variables]) => {
    const members = [...variables].sort(byKey).map(([variable, values]) => [variable, single(values)]);
    return [test, Object.fromEntries(members)];
  });
  return Object.fromEntries(sorted);
}

function parse(source: unknown, place: string): Document {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(source));
  } catch (error) {
    throw new Error(`writing IAM Policy Document: merging ${place}: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(parsed)) throw new Error(`writing IAM Policy Document: merging ${place}: it is not an object`);
  const { Statement = [] } = parsed;
  if (!Array.isArray(Statement))
    throw new Error(`writing IAM Policy Document: merging ${place}: its Statement is not an array`);
  return { Version: text(parsed.Version), Id: text(parsed.Id), Statement: Statement.filter(isObject).map(foreign) };
}

/** A statement of another document: actions and resources as they stand, principals and conditions in our form. */
function foreign(statement: Values): Values {
  return {
    Sid: text(statement.Sid),
    Effect: text(statement.Effect),
    Action: statement.Action,
    NotAction: statement.NotAction,
    Resource: statement.Resource,
    NotResource: statement.NotResource,
    Principal: foreignPrincipals(statement.Principal),
    NotPrincipal: foreignPrincipals(statement.NotPrincipal),
    Condition: foreignConditions(statement.Condition),
  };
}

function foreignPrincipals(element: unknown): unknown {
  if (typeof element === "string") return "*";
  if (!isObject(element)) return undefined;
  const byType = Object.entries(element).map(([type, identifiers]): [string, unknown[]] => [
    type,
    Array.isArray(identifiers) ? [...identifiers].sort().reverse() : [identifiers],
  ]);
  return Object.fromEntries(byType.sort(byKey).map(([type, ids]) => [type, isArrayAt(element, type) ? ids : ids[0]]));
}

function foreignConditions(element: unknown): unknown {
  if (!isObject(element)) return undefined;
  const tests = Object.entries(element).map(([test, variables]): [string, Map<string, unknown[]>] => {
    const members = Object.entries(isObject(variables) ? variables : {});
    return [test, new Map(members.map(([name, values]) => [name, list(values).map(String)]))];
  });
  return conditionElement(new Map(tests));
}

function refuseRepeatedSids(statements: readonly Values[], advice: string): void {
  const seen = new Set<unknown>();
  for (const { Sid } of statements) {
    if (Sid && seen.has(Sid)) throw new Error(`writing IAM Policy Document: duplicate Sid (${Sid})${advice}`);
    seen.add(Sid);
  }
}

/** A set of strings as the provider writes it; undefined if it is empty. */
function backwards(values: readonly unknown[]): unknown {
  if (values.length === 0) return undefined;
  return single([...new Set(values)].sort().reverse());
}

function single(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function withVariables(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/&(?=\{)/g, "$$") : value;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function isArrayAt(element: Values, key: string): boolean {
  return Array.isArray(element[key]);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
