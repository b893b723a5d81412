import type { Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { PULL_ACTIONS } from "../ecs/pull-actions";
import type { Permission, Statement } from "../identity/policy-document";
import { clusterRepositories } from "./cluster-registry";

/** @internal The parts of a cluster that have a role each. */
export type ClusterActor = "control" | "nodes" | "pod-network" | "target-registrar";

/** EC2 defines no resource types for these actions. */
const DESCRIBE_INSTANCES = ["ec2:DescribeInstances", "ec2:DescribeInstanceTypes"];

/** @internal Action of the control plane on the key of the secrets. EKS encrypts with the key by a grant. */
export const DESCRIBE_KEY = "kms:DescribeKey";

/** Actions on the network interfaces of pods, as in AmazonEKS_CNI_Policy. */
const INTERFACE_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:AttachNetworkInterface",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DetachNetworkInterface",
  "ec2:ModifyNetworkInterfaceAttribute",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * @internal Least-privilege permissions of each actor. Sources (read 2026-11):
 * control https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html,
 * nodes https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html,
 * pod-network https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html,
 * target-registrar https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 * @param ownTags Condition keys and values that identify the workload's own target groups, by tag.
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
      { actions: [...DESCRIBE_INSTANCES, "ecr:GetAuthorizationToken"], resources: ["*"] },
      { actions: PULL_ACTIONS, resources: clusterRepositories(partition, region) },
    ],
    "pod-network": [
      {
        actions: [...DESCRIBE_INSTANCES, "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DescribeTags"],
        resources: ["*"],
      },
      {
        actions: INTERFACE_ACTIONS,
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

/** @internal Permissions boundary of the actors' roles. It excludes changes to IAM and access to the workloads' data. */
export function clusterBoundary(permissions: Readonly<Record<ClusterActor, readonly Permission[]>>): Statement[] {
  const actions = Object.values(permissions).flatMap((granted) => granted.flatMap((permission) => permission.actions));
  return [{ Sid: "Cluster", Effect: "Allow", Action: [...new Set([...actions, DESCRIBE_KEY])].sort(), Resource: "*" }];
}
