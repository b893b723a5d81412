import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { created } from "../known-arguments";
import { unknownOutput } from "../unknown";
import { type ClusterInput, type Core, coreOf } from "./core";
import { type ImageChoice, imageIdOf, imageTypeOf, operatingSystemOf } from "./images";
import { type UserData, userDataOf } from "./user-data";

type OfNodeGroup = Omit<
  eks.NodeGroupArgs,
  "clusterName" | "instanceTypes" | "labels" | "nodeRoleArn" | "subnetIds" | "taints"
>;

/** Arguments of `eks.ManagedNodeGroup` 4.3. */
export interface ManagedNodeGroupArgs
  extends Omit<Partial<OfNodeGroup>, "amiType" | "version">,
    ImageChoice,
    Pick<
      UserData,
      "bootstrapExtraArgs" | "bottlerocketSettings" | "kubeletExtraArgs" | "labels" | "nodeadmExtraOptions"
    > {
  readonly amiId?: pulumi.Input<string>;
  readonly amiType?: pulumi.Input<string>;
  readonly cluster: ClusterInput;
  readonly clusterName?: pulumi.Input<string>;
  readonly enableEfaSupport?: boolean;
  readonly enableIMDSv2?: boolean;
  readonly ignoreScalingChanges?: boolean;
  readonly nodeRole?: pulumi.Input<iam.Role>;
  readonly nodeRoleArn?: pulumi.Input<string>;
  readonly placementGroupAvailabilityZone?: pulumi.Input<string>;
  readonly subnetIds?: pulumi.Input<pulumi.Input<string>[]>;
  readonly taints?: eks.NodeGroupArgs["taints"];
  readonly userData?: pulumi.Input<string>;
  readonly version?: pulumi.Input<string>;
}

const OUTPUTS = ["nodeGroup", "placementGroupName"] as const;

/**
 * The children of `eks.ManagedNodeGroup`: the node group, and a launch template if it has settings that only a template
 * has. After `createManagedNodeGroup` of `nodejs/eks/nodes/nodegroup.ts` of pulumi/pulumi-eks 4. With Elastic Fabric
 * Adapters, subnets and network interfaces are unknown: the component looks up what the instance types support.
 */
export class ManagedNodeGroup extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: ManagedNodeGroupArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:ManagedNodeGroup", name, args, options);
    const core = coreOf(args.cluster);
    const outputs = created(args, [], OUTPUTS, (known) => addManagedNodeGroup(name, known, core, this));
    this.outputs = Promise.resolve(outputs);
    this.registerOutputs(outputs);
  }
}

/** Arguments with which nodes start with user data of the component instead of EKS's. */
const OF_USER_DATA = ["bootstrapExtraArgs", "kubeletExtraArgs", "bottlerocketSettings", "nodeadmExtraOptions"] as const;

/** Arguments that need a launch template. */
const OF_TEMPLATE = [...OF_USER_DATA, "enableIMDSv2", "userData", "amiId", "enableEfaSupport"] as const;

const isSet = (args: ManagedNodeGroupArgs, names: readonly (keyof ManagedNodeGroupArgs)[]) =>
  names.some((name) => args[name] !== undefined);

function addManagedNodeGroup(
  name: string,
  args: ManagedNodeGroupArgs,
  core: pulumi.Output<Core>,
  parent: pulumi.Resource,
) {
  refuseContradictions(args);
  const { nodeRole, nodeRoleArn, launchTemplate, amiType, operatingSystem, version } = args;
  const { cluster: _, diskSize, releaseVersion, ...rest } = args;
  const placementGroup = args.enableEfaSupport
    ? new ec2.PlacementGroup(name, { strategy: "cluster", tags: args.tags }, { parent })
    : undefined;
  const hasTemplate = isSet(args, OF_TEMPLATE);
  const template = hasTemplate ? addLaunchTemplate(name, args, core, placementGroup, parent) : undefined;
  const kubernetes = core.apply(({ cluster }) => cluster.version);
  const type = amiType ?? (operatingSystem === undefined ? undefined : imageTypeOf(args));
  // The image of a template has a version of its own.
  const image = hasOwnUserData(args)
    ? { version: undefined, amiType: undefined }
    : { version: version ?? (launchTemplate ? undefined : kubernetes), amiType: type, releaseVersion };
  const nodeGroup = new eks.NodeGroup(
    name,
    {
      ...rest,
      ...image,
      clusterName: args.clusterName ?? core.apply(({ cluster }) => cluster.name),
      nodeRoleArn: nodeRoleArn ?? pulumi.output(nodeRole).apply((role) => role?.arn ?? pulumi.output("")),
      scalingConfig: pulumi
        .output(args.scalingConfig)
        .apply((given) => ({ desiredSize: 2, minSize: 1, maxSize: 2, ...given })),
      subnetIds: placementGroup ? unknownOutput<string[]>() : (args.subnetIds ?? core.apply(subnetsOf)),
      diskSize: template ? undefined : diskSize,
      launchTemplate: template ? { id: template.id, version: template.latestVersion.apply(String) } : launchTemplate,
    },
    {
      parent,
      dependsOn: core.apply(({ eksNodeAccess }) => (eksNodeAccess ? [eksNodeAccess] : [])) as pulumi.Output<
        pulumi.Resource[]
      >,
      ...(args.ignoreScalingChanges && { ignoreChanges: ["scalingConfig.desiredSize"] }),
    },
  );
  return { nodeGroup, placementGroupName: placementGroup?.name ?? "" };
}

/** EKS gives no user data to an image that it does not choose. */
function hasOwnUserData(args: ManagedNodeGroupArgs): boolean {
  return isSet(args, OF_USER_DATA) || Boolean(args.userData) || Boolean(args.amiId);
}

function subnetsOf({ subnetIds, privateSubnetIds, publicSubnetIds }: Core): string[] {
  return subnetIds ?? privateSubnetIds ?? publicSubnetIds ?? [];
}

const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

function addLaunchTemplate(
  name: string,
  args: ManagedNodeGroupArgs,
  core: pulumi.Output<Core>,
  placementGroup: ec2.PlacementGroup | undefined,
  parent: pulumi.Resource,
): ec2.LaunchTemplate {
  const cluster = core.apply((known) => known.cluster) as pulumi.Output<eks.Cluster>;
  const system = operatingSystemOf(args);
  const taints = pulumi.output(args.taints ?? []).apply((given) => {
    const list = given as readonly { key: string; value?: string; effect: string }[];
    return Object.fromEntries(
      list.map(({ key, value, effect }) => [key, { value, effect: EFFECTS[effect] ?? effect }]),
    );
  });
  const withUserData = hasOwnUserData(args);
  const text = userDataOf(system, cluster, { ...args, taints, override: args.userData });
  const { diskSize: volumeSize, enableIMDSv2 } = args;
  return new ec2.LaunchTemplate(
    `${name}-launchTemplate`,
    {
      ...(withUserData && {
        userData: text.apply((script) => Buffer.from(script).toString("base64")),
        imageId: args.amiId ?? imageIdOf(args, args.version ?? cluster.version, parent),
      }),
      blockDeviceMappings: volumeSize
        ? [{ deviceName: system.apply((os) => `/dev/xvd${os === "Bottlerocket" ? "b" : "a"}`), ebs: { volumeSize } }]
        : undefined,
      // What is not said is as the image has it.
      metadataOptions:
        enableIMDSv2 === undefined
          ? undefined
          : {
              httpTokens: enableIMDSv2 ? "required" : "optional",
              httpPutResponseHopLimit: 2,
              httpEndpoint: "enabled",
            },
      placement: placementGroup && { groupName: placementGroup.name },
      networkInterfaces: placementGroup && unknownOutput<object[]>(),
    },
    { parent },
  );
}

/** @throws Error that names everything that the node group lacks or cannot have together. */
function refuseContradictions(args: ManagedNodeGroupArgs): void {
  const { nodeRole, nodeRoleArn, amiId, launchTemplate, userData } = args;
  const faults = [
    ...(nodeRole && nodeRoleArn ? ["nodeRole and nodeRoleArn cannot both be set"] : []),
    ...((nodeRole ?? nodeRoleArn) ? [] : ["it needs a nodeRole or a nodeRoleArn"]),
    ...(amiId && (args.gpu ?? args.amiType) ? ["amiId cannot be set with gpu or amiType"] : []),
    ...(launchTemplate && isSet(args, OF_TEMPLATE)
      ? [`launchTemplate cannot be set with any of ${OF_TEMPLATE.join(", ")}`]
      : []),
    ...(userData && isSet(args, OF_USER_DATA) ? [`userData cannot be set with any of ${OF_USER_DATA.join(", ")}`] : []),
    ...(args.enableEfaSupport && !args.placementGroupAvailabilityZone
      ? ["enableEfaSupport needs a placementGroupAvailabilityZone"]
      : []),
  ];
  if (faults.length > 0) throw new Error(`eks.ManagedNodeGroup: ${faults.join("; ")}`);
}
