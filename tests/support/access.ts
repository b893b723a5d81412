import assert from "node:assert/strict";
import { createEstate, type Estate, recordsOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { readDocument } from "../../policies/readers/iam/document";
import { type Answer, canPerform, type NamedPolicy } from "../../policies/readers/iam/evaluate";
import { permissionsOf } from "../../policies/readers/iam/permissions";
import type { TestPreview } from "./preview";

const ACCOUNT = "210987654321";
const REGION = "eu-west-1";

/** Configuration of a preview whose resources stand in the account of the tests' workload, as ARNs that it computes say. */
export const OWN_ACCOUNT = { "aws:allowedAccountIds": JSON.stringify([ACCOUNT]) };

/** A request as an AWS service would authorise it. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Condition keys beside region, account, TLS and principal; undefined takes one of those away. */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Answers what the roles of a preview may do, by evaluating their policies and boundaries. */
export function accessIn({ preview }: TestPreview) {
  assert.ok(preview, "the program was refused");
  const estate = createEstate(recordsOf(preview.resources), loadStandard());
  return (role: string, asked: Asked): Answer => {
    const [principal, ...others] = estate.ofType("aws:iam/role:Role").filter(({ name }) => name === role);
    assert.ok(principal && others.length === 0, `${role} is not one role of ${rolesIn(estate).join(", ")}`);
    const { action, resource } = asked;
    return canPerform(permissionsOf(principal, estate), { action, resource, context: contextOf(asked) });
  };
}

/** A role's part: what it can do, and actions of the same service that it cannot. */
export type Part = readonly [role: string, asked: Asked, others: readonly string[]];

/**
 * Asserts that each role can do its own part, and none of the near misses to it.
 * @param least Near misses that there must be in all.
 */
export function assertOnly(test: TestPreview, parts: readonly Part[], least: number): void {
  const access = accessIn(test);
  let misses = 0;
  for (const [role, asked, others] of parts) {
    assert.equal(access(role, asked), "allowed", `${role}: ${asked.action}`);
    for (const miss of nearMisses(asked, others)) {
      assert.equal(access(role, miss), "denied", `${role}: ${JSON.stringify(miss)}`);
      misses += 1;
    }
  }
  assert.ok(misses >= least, `${misses} near misses`);
}

/** Answers what a resource's own policy allows whoever it names, by evaluating it alone. */
export function admits(policy: unknown, principal: string, asked: Asked): Answer {
  const document = readDocument(policy);
  assert.ok(document, "not a policy document");
  const source: NamedPolicy = { name: "policy", document };
  const facts = new Map([
    ["aws:principalarn", [principal]],
    ["aws:principalaccount", [principal.split(":")[4] ?? ""]],
  ]);
  const { action, resource } = asked;
  return canPerform(
    { identity: [], facts },
    { action, resource, context: contextOf(asked), resourcePolicies: [source] },
  );
}

/** Answers what a resource's own policy allows an AWS service that calls by itself, over TLS 1.3. */
export function admitsService(policy: unknown, service: string, asked: Asked): Answer {
  const { Statement } = JSON.parse(String(policy)) as {
    readonly Statement: readonly { readonly Principal: unknown }[];
  };
  const spokenOf = Statement.filter(
    ({ Principal }) => Principal === "*" || [Object(Principal).Service].flat().includes(service),
  );
  const context = { "aws:PrincipalIsAWSService": "true", "s3:TlsVersion": "1.3", ...asked.context };
  const everybody = spokenOf.map((statement) => ({ ...statement, Principal: "*" }));
  return admits({ Version: "2012-10-17", Statement: everybody }, service, { ...asked, context });
}

/**
 * Requests that differ from one that is allowed in one respect each: another action of the service, a destructive or an
 * administrative one, another service, another account, region or partition, another resource, all resources, and each
 * given condition key changed or missing. None of them must be allowed.
 * @param others Actions of the same service that must not be allowed: `["s3:DeleteObject"]`.
 */
export function nearMisses({ action, resource, context = {} }: Asked, others: readonly string[] = []): Asked[] {
  const [service = ""] = action.split(":");
  const actions = [...others, `${service}:Delete*`, `${service}:*`, "iam:PassRole", "sts:AssumeRole"];
  const resources = [
    "*",
    resource.replace(ACCOUNT, "999999999999"),
    resource.replace(REGION, "us-west-2"),
    resource.replace("arn:aws:", "arn:aws-cn:"),
    resource.replace(/^(arn:[^:]+:)[^:]+/, "$1another"),
    // What is scoped by a condition is every resource that meets it, whatever its name.
    ...(Object.keys(context).length === 0 ? [renamed(resource)] : []),
  ].filter((other) => other !== resource);
  const contexts = Object.keys(context).flatMap((key) => [
    { ...context, [key]: undefined },
    { ...context, [key]: "another" },
  ]);
  return [
    ...actions.map((other) => ({ action: other, resource, context })),
    ...resources.map((other) => ({ action, resource: other, context })),
    ...contexts.map((other) => ({ action, resource, context: other })),
  ];
}

/** Another bucket for an object, or else another last part of the name. */
function renamed(resource: string): string {
  return resource.startsWith("arn:aws:s3:::")
    ? resource.replace(/^arn:aws:s3:::[^/]+/, "$&-another")
    : resource.replace(/[^:/]+$/, "another");
}

function contextOf({ resource, context = {} }: Asked): ReadonlyMap<string, readonly string[]> {
  const keys: Asked["context"] = {
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": REGION,
    "aws:ResourceAccount": resource.split(":")[4] || ACCOUNT,
    ...context,
  };
  return new Map(
    Object.entries(keys).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toLowerCase(), typeof value === "string" ? [value] : value] as const],
    ),
  );
}

function rolesIn(estate: Estate): string[] {
  return estate.ofType("aws:iam/role:Role").map(({ name }) => name);
}
