import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { ANY_IPV4 } from "./cidr";
import { HTTPS } from "./security-group-rules";

/** @internal Component that the security groups and their rules belong to. */
export interface SecurityGroupOwner {
  /** Prefix of their logical names. */
  readonly name: string;
  /** Tags of a rule. */
  readonly tags: Record<string, string>;
  /** Tags of a security group, which include its name in AWS. */
  readonly groupTags: (role: string) => Record<string, string>;
  /** Options of every resource. */
  readonly opts: pulumi.CustomResourceOptions;
}

/**
 * @internal Creates the security group of the VPC endpoints, and that of the workload. The workload reaches the
 * endpoints over TLS; no other traffic is allowed, and none to the workload.
 */
export function createSecurityGroups(
  owner: SecurityGroupOwner,
  vpcId: pulumi.Output<string>,
): Readonly<Record<"endpoints" | "workload", ec2.SecurityGroup>> {
  const { name, tags, opts } = owner;
  const endpoints = createGroup(owner, vpcId, "endpoints", "AWS services of the workload");
  const workload = createGroup(owner, vpcId, "workload", "Compute of the workload");
  new vpc.SecurityGroupEgressRule(
    `${name}-workload-to-endpoints`,
    { securityGroupId: workload.id, referencedSecurityGroupId: endpoints.id, ...HTTPS, tags },
    opts,
  );
  new vpc.SecurityGroupIngressRule(
    `${name}-endpoints-from-workload`,
    { securityGroupId: endpoints.id, referencedSecurityGroupId: workload.id, ...HTTPS, tags },
    opts,
  );
  return { endpoints, workload };
}

/** @internal Allows the workload to reach a gateway endpoint, which has a prefix list in place of a security group. */
export function allowEgressToGateway(
  { name, tags, opts }: SecurityGroupOwner,
  workload: ec2.SecurityGroup,
  service: string,
  { prefixListId }: ec2.VpcEndpoint,
): void {
  new vpc.SecurityGroupEgressRule(
    `${name}-workload-to-${service}`,
    { securityGroupId: workload.id, prefixListId, ...HTTPS, tags },
    opts,
  );
}

/** @internal Allows HTTPS to any address. The firewall of the inspected egress restricts the hosts. */
export function allowEgressToInternet({ name, tags, opts }: SecurityGroupOwner, workload: ec2.SecurityGroup): void {
  new vpc.SecurityGroupEgressRule(
    `${name}-workload-to-internet`,
    { securityGroupId: workload.id, cidrIpv4: ANY_IPV4, ...HTTPS, tags },
    opts,
  );
}

function createGroup(
  { name, groupTags, opts }: SecurityGroupOwner,
  vpcId: pulumi.Output<string>,
  role: string,
  description: string,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(
    `${name}-${role}-security-group`,
    { vpcId, description, revokeRulesOnDelete: true, tags: groupTags(role) },
    opts,
  );
}
