import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { type Protocol, singlePort } from "../network/security-group-rules";

/** Protocol and port by the component that listens there. */
type Ports = Readonly<Record<string, readonly [ipProtocol: Protocol, port: number]>>;

/**
 * Ports of nodes that the control plane and other nodes connect to. Nodes also connect to port 443 of the control plane.
 * Sources (read 2026-11):
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html (kubelet, DNS), and for metrics-server and the load
 * balancer controller https://github.com/terraform-aws-modules/terraform-aws-eks/blob/master/node_groups.tf
 */
const FROM_CONTROL: Ports = { kubelet: ["tcp", 10_250], metrics: ["tcp", 10_251], "target-registrar": ["tcp", 9_443] };
const AMONG_NODES: Ports = { kubelet: ["tcp", 10_250], dns: ["tcp", 53], "dns-udp": ["udp", 53] };

/** @internal Network and names of a cluster's security groups. */
export interface SecurityGroupsArgs {
  /** Prefix of the resources' logical names. */
  readonly name: string;
  /** Id of the cluster's VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Prefix of the groups' `Name` tags. */
  readonly physicalName: string;
  /** Tags of the groups and their rules. */
  readonly tags: Record<string, string>;
}

/** @internal Creates the security groups of the API and of the nodes, with the rules that a cluster needs between them. */
export function createSecurityGroups(args: SecurityGroupsArgs, opts: pulumi.CustomResourceOptions) {
  const control = createGroup("control", "API of the cluster", args, opts);
  const nodes = createGroup("nodes", "Machines of the cluster, and pods on them", args, opts);
  const allow = (rule: string, from: ec2.SecurityGroup, to: ec2.SecurityGroup, protocol: Protocol, port: number) => {
    const traffic = { ...singlePort(port, protocol), tags: args.tags };
    new vpc.SecurityGroupEgressRule(
      `${args.name}-${rule}-out`,
      { securityGroupId: from.id, referencedSecurityGroupId: to.id, ...traffic },
      opts,
    );
    new vpc.SecurityGroupIngressRule(
      `${args.name}-${rule}-in`,
      { securityGroupId: to.id, referencedSecurityGroupId: from.id, ...traffic },
      opts,
    );
  };
  allow("nodes-to-control", nodes, control, "tcp", 443);
  for (const [listener, port] of Object.entries(FROM_CONTROL)) allow(`control-to-${listener}`, control, nodes, ...port);
  for (const [listener, port] of Object.entries(AMONG_NODES)) allow(`nodes-to-${listener}`, nodes, nodes, ...port);
  return { control, nodes };
}

function createGroup(
  role: string,
  description: string,
  { name, vpcId, physicalName, tags }: SecurityGroupsArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(
    `${name}-${role}-security-group`,
    { vpcId, description, revokeRulesOnDelete: true, tags: { Name: `${physicalName}-${role}`, ...tags } },
    opts,
  );
}
