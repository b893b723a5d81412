import type { Fault, Workload } from "@plinth/standards";
import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf } from "../plinth-component";

/** Access policies of EKS by level: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (read 2026-11). */
const POLICIES = {
  /** Reads all objects except secrets. */
  view: "AmazonEKSViewPolicy",
  /** Changes workloads in the namespaces. */
  edit: "AmazonEKSEditPolicy",
  /** Changes all objects in the namespaces, including roles and role bindings. */
  admin: "AmazonEKSAdminPolicy",
  /** Full access to the cluster. */
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
} as const;

/** Access of one IAM role to the Kubernetes API of a cluster. */
export interface ClusterAccess {
  /** ARN of a role in the workload's account, which people assume or GitOps runs with. */
  readonly roleArn: string;
  /** Permissions: `view`, `edit`, `admin` or `cluster-admin`, by the access policy of EKS of that name. */
  readonly level: keyof typeof POLICIES;
  /** Namespaces that the access is limited to. Bounds: none with `cluster-admin`. Default: the whole cluster. */
  readonly namespaces?: readonly string[];
}

/** @internal The cluster, and the access entries to create. */
export interface AccessEntriesArgs {
  /** Name of the cluster in AWS. */
  readonly clusterName: pulumi.Input<string>;
  /** Access by kebab-case name, a part of the resources' logical names. */
  readonly access: Readonly<Record<string, ClusterAccess>>;
  /** Tags of the access entries. */
  readonly tags: Record<string, string>;
}

/**
 * @internal Creates an access entry and its policy association for each role.
 * @param name Logical name of the cluster.
 */
export function createAccessEntries(
  name: string,
  { clusterName, access, tags }: AccessEntriesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [principal, { roleArn, level, namespaces = [] }] of Object.entries(access)) {
    const entry = new eks.AccessEntry(
      `${name}-access-${principal}`,
      { clusterName, principalArn: roleArn, type: "STANDARD", tags },
      opts,
    );
    const [, partition = "aws"] = roleArn.split(":");
    new eks.AccessPolicyAssociation(
      `${name}-access-${principal}-level`,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${POLICIES[level]}`,
        accessScope: namespaces.length > 0 ? { type: "namespace", namespaces: [...namespaces] } : { type: "cluster" },
      },
      opts,
    );
  }
}

/** @internal Faults of a cluster's access entries. */
export function accessFaults(
  name: string,
  access: Readonly<Record<string, ClusterAccess>>,
  { partition, accountId }: Workload,
): Fault[] {
  const invalidNames = Object.keys(access).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
  const ownRoles = `arn:${partition}:iam::${accountId}:role/`;
  const foreign = Object.values(access).filter(({ roleArn }) => !roleArn.startsWith(ownRoles) || roleArn.includes("*"));
  const scopedAdmins = Object.entries(access).filter(
    ([, { level, namespaces = [] }]) => level === "cluster-admin" && namespaces.length > 0,
  );
  return faultsOf(
    "orchestration/PrivateCluster",
    name,
    [invalidNames.length === 0, "access", "roles by kebab-case names", invalidNames.join(", ")],
    [
      foreign.length === 0,
      "access",
      `roles of account ${accountId}, by ARN`,
      foreign.map(({ roleArn }) => roleArn).join(", "),
    ],
    [
      scopedAdmins.length === 0,
      "access",
      "cluster-admin for the whole cluster",
      scopedAdmins.map(([name]) => name).join(", "),
    ],
  );
}
