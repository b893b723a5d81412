import * as pulumi from "@pulumi/pulumi";
import type { ContainerImage } from "../ecs/container-image";
import { PULL_ACTIONS } from "../ecs/pull-actions";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";

/**
 * @internal Allows a SageMaker role to run an isolated container in a VPC: to pull its image, write its logs and create
 * network interfaces. An isolated container cannot put metrics; SageMaker records those of the endpoint. Source:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html (CreateModel and CreateProcessingJob, read
 * 2026-11).
 */
export function allowContainer(
  role: WorkloadRole,
  grant: string,
  { image, logGroup, network }: { image: ContainerImage; logGroup: string; network: WorkloadNetwork },
): void {
  const { partition, region, accountId } = role.workload;
  const own = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  role.allow(
    grant,
    {
      actions: PULL_ACTIONS,
      resources: [image.repositoryArn],
    },
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [own("logs", `log-group:${logGroup}:*`)],
    },
    {
      actions: [
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      resources: ["*"],
    },
  );
  // A separate document contains the VPC's id, which can be unknown in preview.
  role.allow(`${grant}-network`, {
    actions: [
      "ec2:CreateNetworkInterface",
      "ec2:CreateNetworkInterfacePermission",
      "ec2:DeleteNetworkInterface",
      "ec2:DeleteNetworkInterfacePermission",
    ],
    resources: ["network-interface/*", "security-group/*", "subnet/*"].map((resource) => own("ec2", resource)),
    conditions: { ArnEquals: { "ec2:Vpc": pulumi.interpolate`${own("ec2", "vpc/")}${network.vpcId}` } },
  });
}

/** @internal A network in the form of SageMaker's `vpcConfig`. */
export function vpcConfigOf({ subnetIds, securityGroupIds }: WorkloadNetwork) {
  return { subnets: subnetIds, securityGroupIds };
}
