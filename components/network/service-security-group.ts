import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { computeGroupId, singlePort } from "./security-group-rules";
import type { WorkloadNetwork } from "./workload-network";

/** Arguments of {@link serviceSecurityGroup}. */
export interface ServiceSecurityGroupArgs {
  /** Network of the clients: members of its first security group. */
  readonly network: WorkloadNetwork;
  /** Description of the security group in AWS. */
  readonly description: string;
  /** TCP port that the service listens on. */
  readonly port: number;
  /** Tags of the security group and its rules. */
  readonly tags: Record<string, string>;
}

/** Creates the security group of a private service. Only the network's compute reaches it, on one port. */
export function serviceSecurityGroup(
  name: string,
  { network, description, port, tags }: ServiceSecurityGroupArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    { vpcId: network.vpcId, description, revokeRulesOnDelete: true, tags },
    opts,
  );
  allowIngressFromCompute(name, group.id, { network, port, tags }, opts);
  return group;
}

/**
 * Allows the compute of a network, the members of its first security group, to reach another security group on one
 * port. Creates the ingress rule there and the egress rule of the compute.
 */
export function allowIngressFromCompute(
  name: string,
  securityGroupId: pulumi.Input<string>,
  { network, port, tags }: Omit<ServiceSecurityGroupArgs, "description">,
  opts: pulumi.CustomResourceOptions,
): void {
  const compute = computeGroupId(network);
  const rule = { ...singlePort(port), tags };
  new vpc.SecurityGroupIngressRule(
    `${name}-from-compute`,
    { securityGroupId, referencedSecurityGroupId: compute, ...rule },
    opts,
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-to-store`,
    { securityGroupId: compute, referencedSecurityGroupId: securityGroupId, ...rule },
    opts,
  );
}
