import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { created } from "../known-arguments";
import { type ClusterInput, coreOf } from "./core";
import { operatingSystemOf } from "./images";
import {
  type Launch,
  launchOf,
  type NodeGroupArgs,
  type NodeGroupCluster,
  nodeGroupCluster,
  volumeOf,
} from "./node-groups";
import { userDataOf } from "./user-data";

const OUTPUTS = ["autoScalingGroup", "extraNodeSecurityGroups", "nodeSecurityGroup", "nodeSecurityGroupId"] as const;

/** The children of `eks.NodeGroupV2`: a launch template and an Auto Scaling group, with a security group. */
export class NodeGroupV2 extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(
    name: string,
    args: NodeGroupArgs & { readonly cluster: ClusterInput },
    options: pulumi.ComponentResourceOptions,
  ) {
    super("eks:index:NodeGroupV2", name, args, options);
    const from = nodeGroupCluster(coreOf(args.cluster));
    const outputs = created(args, [], OUTPUTS, (known) => addNodeGroupV2(name, known, from, this));
    this.outputs = Promise.resolve(outputs);
    this.registerOutputs(outputs);
  }
}

/** After `createNodeGroupV2` of `nodejs/eks/nodes/nodegroup.ts` of pulumi/pulumi-eks 4. */
export function addNodeGroupV2(name: string, args: NodeGroupArgs, from: NodeGroupCluster, parent: pulumi.Resource) {
  const launch = launchOf(name, args, from, parent);
  const template = addLaunchTemplate(name, args, from, launch, parent);
  const { minSize = 1, maxSize = 2, desiredCapacity = 2, minRefreshPercentage = 50 } = args;
  const tags = pulumi.all([from.cluster.name, args.autoScalingGroupTags]).apply(([cluster, given]) => {
    const all = { ...given, [`kubernetes.io/cluster/${cluster}`]: "owned", Name: `${cluster}-worker` };
    return Object.entries(all).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
  });
  const autoScalingGroup = new autoscaling.Group(
    name,
    {
      minSize,
      maxSize,
      desiredCapacity,
      launchTemplate: { name: template.name, version: template.latestVersion.apply(String) },
      vpcZoneIdentifiers: args.nodeSubnetIds ?? from.subnetIds,
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: minRefreshPercentage } },
      tags,
    },
    { parent, dependsOn: from.dependencies, ...(args.ignoreScalingChanges && { ignoreChanges: ["desiredCapacity"] }) },
  );
  const { nodeSecurityGroup, nodeSecurityGroupId } = launch;
  const extraNodeSecurityGroups = args.extraNodeSecurityGroups ?? [];
  return { autoScalingGroup, nodeSecurityGroup, nodeSecurityGroupId, extraNodeSecurityGroups };
}

function addLaunchTemplate(
  name: string,
  args: NodeGroupArgs,
  from: NodeGroupCluster,
  launch: Launch,
  parent: pulumi.Resource,
): ec2.LaunchTemplate {
  const { imageId, instanceType, keyName, securityGroupIds, associatePublicIpAddress } = launch;
  const { spotPrice, enableDetailedMonitoring: enabled } = args;
  const text = userDataOf(operatingSystemOf(args), from.cluster, launch.userData);
  return new ec2.LaunchTemplate(
    `${name}-launchTemplate`,
    {
      imageId,
      instanceType,
      iamInstanceProfile: { name: launch.instanceProfileName },
      keyName,
      instanceMarketOptions: spotPrice ? { marketType: "spot", spotOptions: { maxPrice: spotPrice } } : undefined,
      blockDeviceMappings: blockDevices(args),
      networkInterfaces: [
        {
          associatePublicIpAddress: pulumi.output(associatePublicIpAddress).apply(String),
          securityGroups: securityGroupIds,
        },
      ],
      metadataOptions: args.metadataOptions,
      userData: text.apply((script) => Buffer.from(script).toString("base64")),
      tagSpecifications: args.launchTemplateTagSpecifications,
      monitoring: enabled === undefined ? undefined : { enabled },
    },
    { parent },
  );
}

/** The device of the root volume, or with Bottlerocket of the one for data. Switches are text in a launch template. */
function blockDevices(args: NodeGroupArgs) {
  return volumeOf(args).apply(({ system, volume: { encrypted, deleteOnTermination, ...volume } }) => {
    const switches = Object.fromEntries(
      Object.entries({ encrypted, deleteOnTermination }).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    );
    const ebs = { ...volume, ...switches };
    const deviceName = system === "Bottlerocket" ? "/dev/xvdb" : "/dev/xvda";
    return Object.keys(ebs).length === 0 ? [] : [{ deviceName, ebs }];
  });
}
