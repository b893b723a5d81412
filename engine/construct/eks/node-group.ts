import * as cloudformation from "@pulumi/aws/cloudformation";
import * as ec2 from "@pulumi/aws/ec2";
import * as aws from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { hashOf } from "../hash";
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
import { merged } from "./security-groups";
import { userDataOf } from "./user-data";

const OUTPUTS = [
  "autoScalingGroupName",
  "cfnStack",
  "extraNodeSecurityGroups",
  "nodeSecurityGroup",
  "nodeSecurityGroupId",
] as const;

/**
 * The children of `eks.NodeGroup`: a launch configuration, and an Auto Scaling group in a stack of AWS CloudFormation.
 * After `createNodeGroup` of `nodejs/eks/nodes/nodegroup.ts` of pulumi/pulumi-eks 4; the template is JSON here.
 */
export class NodeGroup extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(
    name: string,
    args: NodeGroupArgs & { readonly cluster: ClusterInput },
    options: pulumi.ComponentResourceOptions,
  ) {
    super("eks:index:NodeGroup", name, args, options);
    const from = nodeGroupCluster(coreOf(args.cluster));
    const outputs = created(args, [], OUTPUTS, (known) => addNodeGroup(name, known, from, this));
    this.outputs = Promise.resolve(outputs);
    this.registerOutputs(outputs);
  }
}

/** A name with a random ending, which the package's own resource makes. */
class RandomSuffix extends pulumi.CustomResource {
  constructor(name: string, input: string, parent: pulumi.Resource) {
    super("eks:index:RandomSuffix", name, { input }, { parent });
  }
}

function addNodeGroup(name: string, args: NodeGroupArgs, from: NodeGroupCluster, parent: pulumi.Resource) {
  const suffix = new RandomSuffix(`${name}-cfnStackName`, name, parent);
  const stackName = suffix.urn.apply((urn) => `${name}-${hashOf(urn)}`);
  const launch = launchOf(name, args, from, parent);
  const configuration = addLaunchConfiguration(name, args, from, launch, stackName, parent);
  const group = {
    DesiredCapacity: args.desiredCapacity ?? 2,
    LaunchConfigurationName: configuration.id,
    MinSize: args.minSize ?? 1,
    MaxSize: args.maxSize ?? 2,
    VPCZoneIdentifier: args.nodeSubnetIds ?? from.subnetIds,
    Tags: pulumi.all([from.cluster.name, args.autoScalingGroupTags]).apply(([cluster, given]) => {
      const all = { Name: `${cluster}-worker`, [`kubernetes.io/cluster/${cluster}`]: "owned", ...given };
      return Object.entries(all).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: "true" }));
    }),
  };
  const inService = args.spotPrice ? "0" : "1";
  const updates = { AutoScalingRollingUpdate: { MinInstancesInService: inService, MaxBatchSize: "1" } };
  const templateBody = pulumi.jsonStringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Outputs: { NodeGroup: { Value: { Ref: "NodeGroup" } } },
    Resources: {
      NodeGroup: { Type: "AWS::AutoScaling::AutoScalingGroup", Properties: group, UpdatePolicy: updates },
    },
  });
  const tags = merged({ Name: `${name}-nodes` }, args.cloudFormationTags, from.tags);
  const cfnStack = new cloudformation.Stack(
    `${name}-nodes`,
    { name: stackName, templateBody, tags },
    { parent, dependsOn: from.dependencies },
  );
  const { nodeSecurityGroup, nodeSecurityGroupId } = launch;
  return {
    autoScalingGroupName: cfnStack.outputs.apply((outputs) => outputs?.NodeGroup),
    cfnStack,
    extraNodeSecurityGroups: args.extraNodeSecurityGroups ?? [],
    nodeSecurityGroup,
    nodeSecurityGroupId,
  };
}

function addLaunchConfiguration(
  name: string,
  args: NodeGroupArgs,
  from: NodeGroupCluster,
  launch: Launch,
  stackName: pulumi.Input<string>,
  parent: pulumi.Resource,
): ec2.LaunchConfiguration {
  const { region } = aws.getRegionOutput({}, { parent });
  const signal = pulumi.interpolate`/opt/aws/bin/cfn-signal --exit-code $? --stack ${stackName} --resource NodeGroup --region ${region}`;
  const { imageId, instanceType, keyName, associatePublicIpAddress, securityGroupIds } = launch;
  // Bottlerocket has a volume for data beside the one that it starts from.
  const devices = volumeOf(args).apply(({ system, volume }) => {
    const isSaid = Object.keys(volume).length > 0;
    if (system !== "Bottlerocket") return { rootBlockDevice: isSaid ? volume : undefined };
    return { ebsBlockDevices: isSaid ? [{ deviceName: "/dev/xvdb", ...volume }] : undefined };
  });
  return new ec2.LaunchConfiguration(
    `${name}-nodeLaunchConfiguration`,
    {
      associatePublicIpAddress,
      imageId,
      instanceType,
      iamInstanceProfile: launch.instanceProfileName,
      keyName,
      securityGroups: securityGroupIds,
      spotPrice: args.spotPrice,
      rootBlockDevice: devices.apply(({ rootBlockDevice = {} }) => rootBlockDevice),
      ebsBlockDevices: devices.apply(({ ebsBlockDevices = [] }) => ebsBlockDevices),
      userData: userDataOf(operatingSystemOf(args), from.cluster, launch.userData, signal),
      enableMonitoring: args.enableDetailedMonitoring,
    },
    { parent },
  );
}
