import type { Fault, Workload } from "@plinth/standards";
import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf } from "../plinth-component";

/** What AWS's access policies let somebody do: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (read 2026-11). */
const POLICIES = {
  /** Looks at everything but secrets. */
  view: "AmazonEKSViewPolicy",
  /** Changes what runs, in the namespaces. */
  edit: "AmazonEKSEditPolicy",
  /** Changes everything in the namespaces, permissions too. */
  admin: "AmazonEKSAdminPolicy",
  /** Does everything. */
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
} as const;

/** Somebody who uses a cluster's Kubernetes API. */
export interface ClusterAccess {
  /** A role of the workload's account: people sign in to it, or GitOps runs under it. */
  readonly roleArn: string;
  readonly level: keyof typeof POLICIES;
  /** Where. Default: everywhere, which is the only choice for `cluster-admin`. */
  readonly namespaces?: readonly string[];
}

export interface ClusterDoor {
  readonly clusterName: pulumi.Input<string>;
  readonly access: Readonly<Record<string, ClusterAccess>>;
  readonly tags: Record<string, string>;
}

/** Lets roles in, by access entries. */
export function letIn(
  name: string,
  { clusterName, access, tags }: ClusterDoor,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [who, { roleArn, level, namespaces = [] }] of Object.entries(access)) {
    const entry = new eks.AccessEntry(
      `${name}-access-${who}`,
      { clusterName, principalArn: roleArn, type: "STANDARD", tags },
      opts,
    );
    const [, partition = "aws"] = roleArn.split(":");
    new eks.AccessPolicyAssociation(
      `${name}-access-${who}-level`,
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

export function accessFaults(
  name: string,
  access: Readonly<Record<string, ClusterAccess>>,
  { partition, accountId }: Workload,
): Fault[] {
  const unnamed = Object.keys(access).filter((who) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(who));
  const own = `arn:${partition}:iam::${accountId}:role/`;
  const strange = Object.values(access).filter(({ roleArn }) => !roleArn.startsWith(own) || roleArn.includes("*"));
  const scoped = Object.entries(access).filter(
    ([, { level, namespaces = [] }]) => level === "cluster-admin" && namespaces.length > 0,
  );
  return faultsOf(
    "orchestration/PrivateCluster",
    name,
    [unnamed.length === 0, "access", "roles by kebab-case names", unnamed.join(", ")],
    [
      strange.length === 0,
      "access",
      `roles of account ${accountId}, by ARN`,
      strange.map(({ roleArn }) => roleArn).join(", "),
    ],
    [scoped.length === 0, "access", "cluster-admin for the whole cluster", scoped.map(([who]) => who).join(", ")],
  );
}
