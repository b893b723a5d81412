import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

type Protocol = "tcp" | "udp";

/** Protocol and port by what is reached there. */
type Doors = Readonly<Record<string, readonly [ipProtocol: Protocol, port: number]>>;

/**
 * What the control plane reaches on nodes, and nodes on each other, beside 443 on the control plane. Sources (read 2026-11):
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html (kubelet, DNS), and for metrics-server and the load
 * balancer controller https://github.com/terraform-aws-modules/terraform-aws-eks/blob/master/node_groups.tf
 */
const FROM_CONTROL: Doors = { kubelet: ["tcp", 10_250], metrics: ["tcp", 10_251], "target-registrar": ["tcp", 9_443] };
const AMONG_NODES: Doors = { kubelet: ["tcp", 10_250], dns: ["tcp", 53], "dns-udp": ["udp", 53] };

export interface GroupsArgs {
  /** Prefix of the resources' logical names. */
  readonly name: string;
  readonly vpcId: pulumi.Input<string>;
  /** Prefix of their names in AWS. */
  readonly physicalName: string;
  readonly tags: Record<string, string>;
}

/** @internal Security groups of the API and of the nodes, which speak with each other as far as a cluster needs. */
export function createGroups(args: GroupsArgs, opts: pulumi.CustomResourceOptions) {
  const control = createGroup("control", "API of the cluster", args, opts);
  const nodes = createGroup("nodes", "Machines of the cluster, and pods on them", args, opts);
  const open = (what: string, from: ec2.SecurityGroup, to: ec2.SecurityGroup, protocol: Protocol, port: number) => {
    const rule = { ...door(protocol, port), tags: args.tags };
    new vpc.SecurityGroupEgressRule(
      `${args.name}-${what}-out`,
      { securityGroupId: from.id, referencedSecurityGroupId: to.id, ...rule },
      opts,
    );
    new vpc.SecurityGroupIngressRule(
      `${args.name}-${what}-in`,
      { securityGroupId: to.id, referencedSecurityGroupId: from.id, ...rule },
      opts,
    );
  };
  open("nodes-to-control", nodes, control, "tcp", 443);
  for (const [what, where] of Object.entries(FROM_CONTROL)) open(`control-to-${what}`, control, nodes, ...where);
  for (const [what, where] of Object.entries(AMONG_NODES)) open(`nodes-to-${what}`, nodes, nodes, ...where);
  return { control, nodes };
}

function createGroup(
  role: string,
  description: string,
  { name, vpcId, physicalName, tags }: GroupsArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(
    `${name}-${role}-security-group`,
    { vpcId, description, revokeRulesOnDelete: true, tags: { Name: `${physicalName}-${role}`, ...tags } },
    opts,
  );
}

/** @internal One port, as security groups' rules have it. */
export function door(ipProtocol: Protocol, port: number) {
  return { ipProtocol, fromPort: port, toPort: port };
}
