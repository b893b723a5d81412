import { type Fault, PlinthError } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerImage } from "../ecs/container-image";
import { faultsOf } from "../plinth-component";

/** An Amazon EKS cluster of the workload's account and region: a `PrivateCluster`, or one that exists already. */
export interface KubernetesCluster {
  /** Known in preview. */
  readonly clusterName: pulumi.Input<string>;
  /** Security group of the nodes, and so of the pods on them. */
  readonly nodeSecurityGroupId: pulumi.Input<string>;
  /** Lets nodes pull an image. @param grant Names the permission, once an image: `assistant`. */
  grantPull(grant: string, image: ContainerImage): void;
}

/** What is told of a cluster that another team, or another stack, manages. */
export interface ExistingClusterArgs {
  readonly clusterName: string;
  /** `sg-0123456789abcdef0` */
  readonly nodeSecurityGroupId: string;
}

/**
 * A cluster that a platform team runs already. It must have the EKS Pod Identity Agent, a network plugin that enforces
 * NetworkPolicy, metrics-server, and the AWS Load Balancer Controller with permission to register targets; its nodes must be
 * let pull the images of whoever runs on it, and reach the endpoints of {@link endpointSet}'s `cluster`. None of this can be
 * seen from here.
 * @param path What the faults call it: `plinth:cluster`.
 * @throws PlinthError with everything that is wrong.
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

/** @internal https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html (read 2026-11) */
export function isClusterName(name: string): boolean {
  return /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name);
}
