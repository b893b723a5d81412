import type { Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { Permission, Statement } from "../identity/policy-document";
import { clusterRepositories, PULL_ACTIONS } from "./cluster-registry";

/** What acts for a cluster, each under a role of its own. */
export type ClusterActor = "control" | "nodes" | "pod-network" | "target-registrar";

/** EC2 has no resources to scope these to. */
const MACHINES = ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"];

/** @internal What the control plane does with the key of the secrets; EKS itself encrypts with it by a grant. */
export const SEE_KEY = "kms:DescribeKey";

/** The interfaces on which pods have addresses: what AmazonEKS_CNI_Policy allows. */
const INTERFACES = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:AttachNetworkInterface",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DetachNetworkInterface",
  "ec2:ModifyNetworkInterfaceAttribute",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * @internal The least that each of them needs. Sources (read 2026-11):
 * control https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html,
 * nodes https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html,
 * pod-network https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html,
 * target-registrar https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 * @param ownTags Condition keys by which the workload's target groups are its own.
 */
export function clusterPermissions(
  { partition, region, accountId }: Workload,
  clusterName: pulumi.Input<string>,
  ownTags: Readonly<Record<string, string>>,
): Readonly<Record<ClusterActor, readonly Permission[]>> {
  const own = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const cluster = pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
  return {
    control: [
      {
        actions: ["ec2:CreateTags"],
        resources: [own("ec2", "instance/*")],
        conditions: { "ForAnyValue:StringLike": { "aws:TagKeys": "kubernetes.io/cluster/*" } },
      },
      {
        actions: [
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeDhcpOptions",
          "ec2:DescribeInstances",
          "ec2:DescribeInstanceTopology",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeVpcs",
        ],
        resources: ["*"],
      },
    ],
    nodes: [
      { actions: ["eks:DescribeCluster", "eks-auth:AssumeRoleForPodIdentity"], resources: [cluster] },
      { actions: [...MACHINES, "ecr:GetAuthorizationToken"], resources: ["*"] },
      { actions: PULL_ACTIONS, resources: clusterRepositories(partition, region) },
    ],
    "pod-network": [
      {
        actions: [...MACHINES, "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DescribeTags"],
        resources: ["*"],
      },
      {
        actions: INTERFACES,
        resources: ["instance", "network-interface", "security-group", "subnet"].map((kind) => own("ec2", `${kind}/*`)),
      },
      { actions: ["ec2:CreateTags"], resources: [own("ec2", "network-interface/*")] },
    ],
    "target-registrar": [
      {
        actions: [
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeVpcs",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
        ],
        resources: ["*"],
      },
      {
        actions: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
        resources: [own("elasticloadbalancing", "targetgroup/*")],
        conditions: { StringEquals: ownTags },
      },
    ],
  };
}

/** @internal The most that any of them may ever do: none can change permissions, or read what workloads keep. */
export function clusterBoundary(permissions: Readonly<Record<ClusterActor, readonly Permission[]>>): Statement[] {
  const actions = Object.values(permissions).flatMap((granted) => granted.flatMap((permission) => permission.actions));
  return [{ Sid: "Cluster", Effect: "Allow", Action: [...new Set([...actions, SEE_KEY])].sort(), Resource: "*" }];
}
