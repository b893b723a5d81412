import type { Workload } from "@plinth/standards";
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import { workloadPath } from "../identity/principals";
import type { ComputeService, Pods } from "../identity/trust";

import { WorkloadRole } from "../identity/workload-role";
import { type ClusterActor, clusterBoundary, clusterPermissions, DESCRIBE_KEY } from "./cluster-permissions";

/** @internal The cluster that roles are created for. */
export interface ClusterRolesArgs {
  /** Workload that owns the cluster. */
  readonly workload: Workload;
  /** Name of the cluster in AWS. */
  readonly clusterName: string;
  /** Key that encrypts the cluster's secrets. */
  readonly key: EncryptionKey;
  /** Condition keys and values of the workload's own resources, by tag. */
  readonly ownTags: Readonly<Record<string, string>>;
  /** Tags of the permissions boundary. */
  readonly tags: Record<string, string>;
}

/** Service account of the AWS Load Balancer Controller. */
const LOAD_BALANCER_CONTROLLER = "aws-load-balancer-controller";

/** @internal Namespace of Kubernetes' own pods. */
export const SYSTEM_NAMESPACE = "kube-system";

/** @internal Service accounts in {@link SYSTEM_NAMESPACE} that have a role, by actor. */
export const SYSTEM_ACCOUNTS = { "pod-network": "aws-node", "target-registrar": LOAD_BALANCER_CONTROLLER } as const;

/**
 * @internal Creates one role for each actor of a cluster, within one permissions boundary.
 * @param name Logical name of the cluster.
 */
export function createClusterRoles(
  name: string,
  { workload, clusterName, key, ownTags, tags }: ClusterRolesArgs,
  opts: pulumi.CustomResourceOptions,
): Readonly<Record<ClusterActor, WorkloadRole>> {
  const permissions = clusterPermissions(workload, clusterName, ownTags);
  const path = workloadPath(workload);
  const boundary = new iam.Policy(
    `${name}-boundary`,
    {
      path,
      description: `The most that roles of a cluster of ${workload.name} may do`,
      policy: policyDocument(clusterBoundary(permissions)),
      tags,
    },
    opts,
  );
  const boundaryArn = boundary.name.apply(
    (policy) => `arn:${workload.partition}:iam::${workload.accountId}:policy${path}${policy}`,
  );
  const createRole = (actor: ClusterActor, service: ComputeService | Pods): WorkloadRole => {
    const role = new WorkloadRole(`${name}-${actor}`, { workload, service, boundaryArn }, { parent: opts.parent });
    role.allow("work", ...permissions[actor]);
    return role;
  };
  const control = createRole("control", "eks");
  // In a policy document of its own, because the key's ARN may not be known in preview.
  control.allow("key", { actions: [DESCRIBE_KEY], resources: [key.keyArn] });
  const system = (serviceAccount: string): Pods => ({ clusterName, namespace: SYSTEM_NAMESPACE, serviceAccount });
  return {
    control,
    nodes: createRole("nodes", "ec2"),
    "pod-network": createRole("pod-network", system(SYSTEM_ACCOUNTS["pod-network"])),
    "target-registrar": createRole("target-registrar", system(SYSTEM_ACCOUNTS["target-registrar"])),
  };
}
