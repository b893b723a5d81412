import * as organizations from "@pulumi/aws/organizations";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type DenyStatement, packPolicies, SCP_LIMITS } from "./pack-policies";

/** Service control statements that apply to the same targets. */
export interface PolicySet {
  /** Description of the policies in AWS Organizations, in one line. */
  readonly description: string;
  /** Statements of the set, packed into as few policies as possible. */
  readonly statements: readonly DenyStatement[];
  /** Names of the targets that the policies are attached to. */
  readonly targets: readonly string[];
}

/** Arguments of {@link ServiceControlPolicies}. */
export interface ServiceControlPoliciesArgs extends PlinthComponentArgs {
  /** Policy sets by name: `models`. */
  readonly sets: Readonly<Record<string, PolicySet>>;
  /** Ids of the organisational units or accounts, by name. Bounds: at most four policies on each. */
  readonly targets: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Packs sets of service control statements to the size limit of AWS Organizations, and attaches them to their targets.
 *
 * Creates a policy for each document that a set needs, and an attachment for each of its targets. Rejects more policies
 * on a target than AWS Organizations allows in addition to FullAWSAccess.
 *
 * @example
 * new ServiceControlPolicies("guardrails", {
 *   workload,
 *   sets: { models: { description: "Approved models", statements: modelStatements(standard, "aws"), targets: ["workloads"] } },
 *   targets: { workloads: organization.unitIds.workloads },
 * });
 */
export class ServiceControlPolicies extends PlinthComponent {
  /** Logical names of the policies, in order of creation. */
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
  const unknown = Object.values(sets).flatMap((set) => set.targets.filter((target) => !known.includes(target)));
  const max = SCP_LIMITS.policiesPerTarget - 1;
  const overLimit = known
    .map((target) => ({ target, count: documents.filter(({ set }) => set.targets.includes(target)).length }))
    .filter(({ count }) => count > max);
  return faultsOf(
    "identity/ServiceControlPolicies",
    name,
    [unknown.length === 0, "sets.targets", `some of ${known.join(", ")}`, unknown.join(", ")],
    [
      overLimit.length === 0,
      "targets",
      `at most ${max} policies on a target, beside FullAWSAccess`,
      overLimit.map(({ target, count }) => `${count} on ${target}`).join(", "),
    ],
  );
}
