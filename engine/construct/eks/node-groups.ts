import * as ec2 from "@pulumi/aws/ec2";
import type * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { unknownOutput } from "../unknown";
import type { Core } from "./core";
import { type ImageChoice, imageIdOf, operatingSystemOf } from "./images";
import { nodeSecurityGroup } from "./security-groups";
import type { Tags } from "./service-role";
import type { UserData } from "./user-data";

/** Arguments of `eks.NodeGroup` and `eks.NodeGroupV2`, and of the node group that a cluster comes with. */
export interface NodeGroupArgs extends Omit<ImageChoice, "instanceTypes">, Omit<UserData, "override"> {
  readonly amiId?: pulumi.Input<string>;
  readonly autoScalingGroupTags?: Tags;
  readonly cloudFormationTags?: Tags;
  readonly clusterIngressRule?: pulumi.Input<ec2.SecurityGroupRule>;
  readonly clusterIngressRuleId?: pulumi.Input<string>;
  readonly desiredCapacity?: pulumi.Input<number>;
  readonly enableDetailedMonitoring?: pulumi.Input<boolean>;
  readonly extraNodeSecurityGroups?: pulumi.Input<pulumi.Input<ec2.SecurityGroup>[]>;
  readonly ignoreScalingChanges?: boolean;
  readonly instanceProfile?: pulumi.Input<iam.InstanceProfile>;
  readonly instanceProfileName?: pulumi.Input<string>;
  readonly instanceType?: pulumi.Input<string>;
  readonly keyName?: pulumi.Input<string>;
  readonly launchTemplateTagSpecifications?: ec2.LaunchTemplateArgs["tagSpecifications"];
  readonly maxSize?: pulumi.Input<number>;
  readonly metadataOptions?: ec2.LaunchTemplateArgs["metadataOptions"];
  readonly minRefreshPercentage?: pulumi.Input<number>;
  readonly minSize?: pulumi.Input<number>;
  readonly nodeAssociatePublicIpAddress?: pulumi.Input<boolean>;
  readonly nodePublicKey?: pulumi.Input<string>;
  readonly nodeRootVolumeDeleteOnTermination?: pulumi.Input<boolean>;
  readonly nodeRootVolumeEncrypted?: pulumi.Input<boolean>;
  readonly nodeRootVolumeIops?: pulumi.Input<number>;
  readonly nodeRootVolumeSize?: pulumi.Input<number>;
  readonly nodeRootVolumeThroughput?: pulumi.Input<number>;
  readonly nodeRootVolumeType?: pulumi.Input<string>;
  readonly nodeSecurityGroup?: pulumi.Input<ec2.SecurityGroup>;
  readonly nodeSecurityGroupId?: pulumi.Input<string>;
  readonly nodeSubnetIds?: pulumi.Input<pulumi.Input<string>[]>;
  readonly nodeUserDataOverride?: pulumi.Input<string>;
  readonly spotPrice?: pulumi.Input<string>;
  readonly version?: pulumi.Input<string>;
}

/** A node group's cluster, as outputs that may be unknown in a preview. */
export interface NodeGroupCluster {
  readonly cluster: pulumi.Output<eks.Cluster>;
  readonly vpcId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string[]>;
  /** The cluster's own; asked for if the node group has none. */
  readonly instanceProfileName: () => pulumi.Input<string>;
  readonly securityGroupTags: readonly (Tags | undefined)[];
  readonly tags?: Tags;
  readonly dependencies: pulumi.Input<pulumi.Resource[]>;
}

/** What a node group needs of the cluster that it is made for. */
export function nodeGroupCluster(core: pulumi.Output<Core>): NodeGroupCluster {
  return {
    cluster: core.apply((known) => known.cluster) as pulumi.Output<eks.Cluster>,
    vpcId: core.apply(({ vpcId }) => vpcId),
    securityGroupId: core.apply(
      ({ clusterSecurityGroup, cluster }) => clusterSecurityGroup?.id ?? cluster.vpcConfig.clusterSecurityGroupId,
    ),
    subnetIds: core.apply(workerSubnetIds),
    instanceProfileName: () => core.apply(({ nodeGroupOptions }) => profileNameOf(nodeGroupOptions ?? {})),
    securityGroupTags: [core.apply((known) => known.nodeSecurityGroupTags ?? {}), core.apply(({ tags }) => tags ?? {})],
    tags: core.apply(({ tags }) => tags ?? {}),
    dependencies: core.apply(({ vpcCni, eksNodeAccess }) =>
      [vpcCni, eksNodeAccess].filter((resource) => resource !== undefined),
    ) as pulumi.Output<pulumi.Resource[]>,
  };
}

type Subnets = Readonly<Record<"privateSubnetIds" | "publicSubnetIds", pulumi.Input<string[]> | undefined>>;

/**
 * Nodes are in the private subnets of the cluster, if it tells which these are, or else in its public ones. Of subnets that
 * it does not tell apart, EKS's component takes those without a route to the internet, which is not known here.
 */
export function workerSubnetIds({ privateSubnetIds, publicSubnetIds }: Partial<Subnets>): pulumi.Output<string[]> {
  return pulumi.output(privateSubnetIds ?? publicSubnetIds ?? unknownOutput<string[]>());
}

/** @throws Error if there is none. */
export function profileNameOf({
  instanceProfile,
  instanceProfileName,
}: Pick<NodeGroupArgs, "instanceProfile" | "instanceProfileName">): pulumi.Output<string> {
  if (instanceProfileName !== undefined) return pulumi.output(instanceProfileName);
  if (instanceProfile !== undefined) return pulumi.output(instanceProfile).apply(({ name }) => name);
  throw new Error("a node group needs an instanceProfile or an instanceProfileName, its own or its cluster's");
}

/** What launch templates and launch configurations of node groups have in common. */
export interface Launch {
  readonly imageId: pulumi.Input<string>;
  readonly instanceType: pulumi.Input<string>;
  readonly instanceProfileName: pulumi.Input<string>;
  readonly keyName?: pulumi.Input<string>;
  readonly securityGroupIds: pulumi.Output<string[]>;
  readonly associatePublicIpAddress: pulumi.Input<boolean>;
  readonly userData: UserData;
  readonly nodeSecurityGroup?: pulumi.Input<ec2.SecurityGroup>;
  readonly nodeSecurityGroupId: pulumi.Input<string>;
}

/** The security group and the key of a node group, and how its instances are launched. */
export function launchOf(name: string, args: NodeGroupArgs, from: NodeGroupCluster, parent: pulumi.Resource): Launch {
  refuseContradictions(args);
  const group = securityGroupOf(name, args, from, parent);
  const key = args.nodePublicKey && new ec2.KeyPair(`${name}-keyPair`, { publicKey: args.nodePublicKey }, { parent });
  const { instanceType = "t3.medium", nodeUserDataOverride: override } = args;
  const choice = { ...args, instanceTypes: [instanceType] };
  const isOwn = args.instanceProfile !== undefined || args.instanceProfileName !== undefined;
  const extra = pulumi
    .output(args.extraNodeSecurityGroups ?? [])
    .apply((groups) => pulumi.all((groups as ec2.SecurityGroup[]).map(({ id }) => id)) as pulumi.Output<string[]>);
  return {
    imageId: args.amiId ?? imageIdOf(choice, args.version ?? from.cluster.version, parent),
    instanceType,
    instanceProfileName: isOwn ? profileNameOf(args) : from.instanceProfileName(),
    keyName: key ? key.keyName : args.keyName,
    // The rule is among them: the nodes are started when they can call the control plane.
    securityGroupIds: pulumi.all([group.id, extra, group.ruleId]).apply(([own, others]) => [own, ...others]),
    associatePublicIpAddress: args.nodeAssociatePublicIpAddress ?? true,
    userData: { ...args, override },
    nodeSecurityGroup: group.made ?? args.nodeSecurityGroup,
    nodeSecurityGroupId: group.id,
  };
}

function securityGroupOf(name: string, args: NodeGroupArgs, from: NodeGroupCluster, parent: pulumi.Resource) {
  const { nodeSecurityGroup: given, nodeSecurityGroupId: givenId, clusterIngressRule: rule } = args;
  if (given !== undefined || givenId !== undefined) {
    return {
      id: pulumi.output(givenId ?? idOf(given)),
      ruleId: pulumi.output(args.clusterIngressRuleId ?? idOf(rule)),
    };
  }
  const { vpcId, securityGroupId: clusterSecurityGroupId, securityGroupTags: tags } = from;
  const clusterName = from.cluster.name;
  const made = nodeSecurityGroup(name, { vpcId, clusterName, clusterSecurityGroupId, tags }, parent);
  return { id: made.group.id, ruleId: made.clusterIngressRule.id, made: made.group };
}

function idOf(resource: pulumi.Input<pulumi.CustomResource> | undefined): pulumi.Output<string> {
  return pulumi.output(resource).apply((known) => known?.id ?? pulumi.output(""));
}

const EXCLUSIVE: readonly (readonly [keyof NodeGroupArgs, keyof NodeGroupArgs])[] = [
  ["instanceProfile", "instanceProfileName"],
  ["clusterIngressRule", "clusterIngressRuleId"],
  ["nodeSecurityGroup", "nodeSecurityGroupId"],
  ["nodePublicKey", "keyName"],
  ["amiId", "gpu"],
  ["nodeUserDataOverride", "nodeUserData"],
];

function refuseContradictions(args: NodeGroupArgs): void {
  const both = EXCLUSIVE.filter((pair) => pair.every((argument) => args[argument]));
  const faults = both.map(([one, other]) => `${one} and ${other} cannot both be set`);
  const hasGroup = args.nodeSecurityGroup ?? args.nodeSecurityGroupId;
  if (hasGroup && !(args.clusterIngressRule ?? args.clusterIngressRuleId)) {
    faults.push("a nodeSecurityGroup needs a clusterIngressRule");
  }
  if (faults.length > 0) throw new Error(`node group: ${faults.join("; ")}`);
}

/** Settings of the volume of a node; only Amazon Linux 2 has defaults, and every other image has its own. */
export function volumeOf(args: NodeGroupArgs) {
  return operatingSystemOf(args).apply((system) => {
    const given = {
      encrypted: args.nodeRootVolumeEncrypted,
      volumeSize: args.nodeRootVolumeSize,
      volumeType: args.nodeRootVolumeType,
      iops: args.nodeRootVolumeIops,
      throughput: args.nodeRootVolumeThroughput,
      deleteOnTermination: args.nodeRootVolumeDeleteOnTermination,
    };
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as typeof given;
    const defaults = { encrypted: false, volumeSize: 20, volumeType: "gp2", deleteOnTermination: true };
    return { system, volume: system === "AL2" ? { ...defaults, ...said } : said };
  });
}
