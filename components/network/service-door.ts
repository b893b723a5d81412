import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { WorkloadNetwork } from "./workload-network";

export interface ServiceDoorArgs {
  /** Whose compute comes in: members of its first security group. */
  readonly network: WorkloadNetwork;
  /** What is behind the door. */
  readonly description: string;
  readonly port: number;
  readonly tags: Record<string, string>;
}

/** A security group for something private in a network: its compute reaches it on one port, and nobody else does. */
export function serviceDoor(
  name: string,
  { network, description, port, tags }: ServiceDoorArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(
    `${name}-security-group`,
    { vpcId: network.vpcId, description, revokeRulesOnDelete: true, tags },
    opts,
  );
  reachDoor(name, group.id, { network, port, tags }, opts);
  return group;
}

/** Lets a network's compute, the members of its first security group, reach those of another group on one port. */
export function reachDoor(
  name: string,
  doorId: pulumi.Input<string>,
  { network, port, tags }: Omit<ServiceDoorArgs, "description">,
  opts: pulumi.CustomResourceOptions,
): void {
  const compute = pulumi.output(network.securityGroupIds).apply(([first = ""]) => first);
  const on = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
  new vpc.SecurityGroupIngressRule(
    `${name}-from-compute`,
    { securityGroupId: doorId, referencedSecurityGroupId: compute, ...on },
    opts,
  );
  new vpc.SecurityGroupEgressRule(
    `${name}-to-store`,
    { securityGroupId: compute, referencedSecurityGroupId: doorId, ...on },
    opts,
  );
}
