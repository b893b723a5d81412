import { type Fault, PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerImage } from "../ecs/container-image";
import { faultsOf } from "../plinth-component";

/** An Amazon EKS cluster in the workload's account and region: a `PrivateCluster`, or an existing one. */
export interface KubernetesCluster {
  /** Name of the cluster. Known in preview. */
  readonly clusterName: pulumi.Input<string>;
  /** Id of the security group of the nodes, and so of the pods on them. */
  readonly nodeSecurityGroupId: pulumi.Input<string>;
  /**
   * Allows the nodes to pull an image. An existing cluster ignores the call.
   * @param grant Name of the permission: `assistant`. It must be unique in the cluster.
   */
  grantPull(grant: string, image: ContainerImage): void;
}

/** Arguments of {@link existingCluster}: a cluster that another team or another stack manages. */
export interface ExistingClusterArgs {
  /** Name of the cluster: `platform`. */
  readonly clusterName: string;
  /** Id of the nodes' security group: `sg-0123456789abcdef0`. */
  readonly nodeSecurityGroupId: string;
}

/**
 * A cluster that a platform team manages. It must have the EKS Pod Identity Agent, a CNI plugin that enforces NetworkPolicy,
 * metrics-server, and the AWS Load Balancer Controller with permission to register targets. Its nodes must be able to pull
 * the workload's images and to reach the endpoints of {@link endpointSet}'s `cluster`. The component cannot check these
 * requirements.
 * @param path Path of the argument in faults: `plinth:cluster`.
 * @throws PlinthError that lists all faults of the arguments.
 *
 * @example
 * const cluster = existingCluster("cluster", { clusterName: "platform", nodeSecurityGroupId: "sg-0123456789abcdef0" });
 */
export function existingCluster(path: string, args: ExistingClusterArgs): KubernetesCluster {
  const { clusterName, nodeSecurityGroupId } = args;
  const wrong: Fault[] = faultsOf(
    "orchestration/ExistingCluster",
    path,
    [isClusterName(clusterName), "clusterName", "a cluster's name such as platform", clusterName],
    [
      /^sg-[0-9a-f]{8,17}$/.test(nodeSecurityGroupId),
      "nodeSecurityGroupId",
      "an id such as sg-0123456789abcdef0",
      nodeSecurityGroupId,
    ],
  );
  if (wrong.length > 0) throw new PlinthError(`cluster ${path}`, wrong);
  return {
    clusterName: pulumi.output(clusterName),
    nodeSecurityGroupId: pulumi.output(nodeSecurityGroupId),
    grantPull: () => undefined,
  };
}

/** @internal Whether `name` is a valid name of a cluster: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html (read 2026-11) */
export function isClusterName(name: string): boolean {
  return /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name);
}
