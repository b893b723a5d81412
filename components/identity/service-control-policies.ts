import * as organizations from "@pulumi/aws/organizations";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type DenyStatement, packPolicies, SCP_LIMITS } from "./pack-policies";

/** Statements that hold together for the same targets. */
export interface PolicySet {
  /** What it is for, in one line. */
  readonly description: string;
  readonly statements: readonly DenyStatement[];
  /** Names of the targets that it is attached to. */
  readonly targets: readonly string[];
}

export interface ServiceControlPoliciesArgs extends PlinthComponentArgs {
  /** By name: `models`. */
  readonly sets: Readonly<Record<string, PolicySet>>;
  /** Ids of organisational units or accounts, by name. */
  readonly targets: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Sets of service control statements, packed to the size that AWS Organizations allows and attached to their targets.
 *
 * Creates a policy for each document that a set needs, and an attachment for each of its targets. Refuses what would
 * be more policies on a target than AWS allows, beside FullAWSAccess, which every target has.
 *
 * @example
 * new ServiceControlPolicies("guardrails", {
 *   workload,
 *   sets: { models: { description: "Approved models", statements: modelStatements(standard, "aws"), targets: ["workloads"] } },
 *   targets: { workloads: organization.unitIds.workloads },
 * });
 */
export class ServiceControlPolicies extends PlinthComponent {
  /** Names of the policies, in order of creation. */
  readonly policyNames: readonly string[];

  constructor(name: string, args: ServiceControlPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    const documents = packed(args.sets);
    super("ServiceControlPolicies", name, args, opts, faults(name, args, documents));
    this.policyNames = documents.map((document) => this.policy(document, args.targets));
    this.registerOutputs({ policyNames: this.policyNames });
  }

  private policy({ policyName, content, set }: Document, targets: ServiceControlPoliciesArgs["targets"]): string {
    const name = `${this.name}-${policyName}`;
    const policy = new organizations.Policy(
      name,
      {
        name: this.physicalName(policyName),
        description: set.description,
        type: "SERVICE_CONTROL_POLICY",
        content,
        tags: this.tags(),
      },
      this.child(),
    );
    for (const target of set.targets) {
      const targetId = targets[target];
      if (targetId === undefined) continue;
      new organizations.PolicyAttachment(`${name}-on-${target}`, { policyId: policy.id, targetId }, this.child());
    }
    return name;
  }
}

interface Document {
  readonly policyName: string;
  readonly content: string;
  readonly set: PolicySet;
}

function packed(sets: ServiceControlPoliciesArgs["sets"]): Document[] {
  return Object.entries(sets).flatMap(([name, set]) =>
    packPolicies(set.statements).map((content, index) => ({ policyName: `${name}-${index + 1}`, content, set })),
  );
}

function faults(name: string, { sets, targets }: ServiceControlPoliciesArgs, documents: readonly Document[]) {
  const known = Object.keys(targets);
  const stray = Object.values(sets).flatMap((set) => set.targets.filter((target) => !known.includes(target)));
  const most = SCP_LIMITS.policiesPerTarget - 1;
  const crowded = known
    .map((target) => ({ target, count: documents.filter(({ set }) => set.targets.includes(target)).length }))
    .filter(({ count }) => count > most);
  return faultsOf(
    "identity/ServiceControlPolicies",
    name,
    [stray.length === 0, "sets.targets", `some of ${known.join(", ")}`, stray.join(", ")],
    [
      crowded.length === 0,
      "targets",
      `at most ${most} policies on a target, beside FullAWSAccess`,
      crowded.map(({ target, count }) => `${count} on ${target}`).join(", "),
    ],
  );
}
