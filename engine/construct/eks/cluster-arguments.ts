import type * as ec2 from "@pulumi/aws/ec2";
import type * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { AccessEntry, AuthenticationMode, Mappings } from "./access";
import type { AddonOptions, VpcCniOptions } from "./addons";
import type { Credentials, StorageClass } from "./kubernetes";
import type { NodeGroupArgs } from "./node-groups";
import type { Tags } from "./service-role";

type Input<Value> = pulumi.Input<Value>;
type Strings = Input<Input<string>[]>;

/** Pods on AWS Fargate. */
export interface Fargate {
  readonly podExecutionRoleArn?: Input<string>;
  readonly selectors?: eks.FargateProfileArgs["selectors"];
  readonly subnetIds?: Strings;
}

/** Options of the node group that a cluster comes with, by the names that they have on the cluster. */
interface DefaultNodeGroupArgs
  extends Pick<
    NodeGroupArgs,
    | "desiredCapacity"
    | "gpu"
    | "instanceProfileName"
    | "instanceType"
    | "maxSize"
    | "minSize"
    | "nodeAssociatePublicIpAddress"
    | "nodePublicKey"
    | "nodeRootVolumeEncrypted"
    | "nodeRootVolumeSize"
    | "nodeSubnetIds"
    | "nodeUserData"
    | "version"
  > {
  readonly nodeAmiId?: Input<string>;
}

/** Arguments of `eks.Cluster` 4.3, as far as they decide on what is created. */
export interface ClusterArgs extends DefaultNodeGroupArgs {
  readonly accessEntries?: Readonly<Record<string, AccessEntry>>;
  readonly authenticationMode?: AuthenticationMode;
  readonly autoMode?: {
    readonly enabled: boolean;
    readonly createNodeRole?: boolean;
    readonly computeConfig?: Input<{ nodePools?: Strings; nodeRoleArn?: Input<string> }>;
  };
  readonly bootstrapSelfManagedAddons?: Input<boolean>;
  readonly clusterSecurityGroup?: Input<ec2.SecurityGroup>;
  readonly clusterSecurityGroupTags?: Tags;
  readonly clusterTags?: Tags;
  readonly corednsAddonOptions?: AddonOptions;
  readonly createInstanceRole?: boolean;
  readonly createOidcProvider?: Input<boolean>;
  readonly creationRoleProvider?: { readonly role: iam.Role; readonly provider: pulumi.ProviderResource };
  readonly deletionProtection?: Input<boolean>;
  readonly enableConfigMapMutable?: Input<boolean>;
  readonly enabledClusterLogTypes?: Strings;
  readonly encryptionConfigKeyArn?: Input<string>;
  readonly endpointPrivateAccess?: Input<boolean>;
  readonly endpointPublicAccess?: Input<boolean>;
  readonly fargate?: Input<boolean | Fargate>;
  readonly instanceRole?: Input<iam.Role>;
  readonly instanceRoles?: Input<Input<iam.Role>[]>;
  readonly ipFamily?: Input<string>;
  readonly kubeProxyAddonOptions?: AddonOptions;
  readonly kubernetesServiceIpAddressRange?: Input<string>;
  readonly name?: Input<string>;
  readonly nodeGroupOptions?: NodeGroupArgs;
  readonly nodeSecurityGroupTags?: Tags;
  readonly privateSubnetIds?: Strings;
  readonly providerCredentialOpts?: Input<Credentials>;
  readonly publicAccessCidrs?: Strings;
  readonly publicSubnetIds?: Strings;
  readonly roleMappings?: Mappings;
  readonly serviceRole?: Input<iam.Role>;
  readonly skipDefaultNodeGroup?: boolean;
  readonly skipDefaultSecurityGroups?: boolean;
  readonly storageClasses?: string | Readonly<Record<string, StorageClass>>;
  readonly subnetIds?: Strings;
  readonly tags?: Tags;
  readonly upgradePolicy?: eks.ClusterArgs["upgradePolicy"];
  readonly useDefaultVpcCni?: boolean;
  readonly userMappings?: Mappings;
  readonly vpcCniOptions?: VpcCniOptions;
  readonly vpcId?: Input<string>;
}

/** Arguments that decide which children a cluster has. */
export const DECIDING = [
  "accessEntries",
  "authenticationMode",
  "autoMode",
  "corednsAddonOptions",
  "creationRoleProvider",
  "fargate",
  "kubeProxyAddonOptions",
  "nodeGroupOptions",
  "storageClasses",
  "vpcCniOptions",
] as const satisfies readonly (keyof ClusterArgs)[];

const OF_DEFAULT_NODE_GROUP = [
  "desiredCapacity",
  "gpu",
  "instanceProfileName",
  "instanceType",
  "maxSize",
  "minSize",
  "nodeAmiId",
  "nodeAssociatePublicIpAddress",
  "nodePublicKey",
  "nodeRootVolumeSize",
  "nodeSubnetIds",
  "nodeUserData",
] as const satisfies readonly (keyof ClusterArgs)[];

/** The options of the node group that the cluster comes with, wherever they are said. */
export function defaultNodeGroupArgs(args: ClusterArgs): NodeGroupArgs {
  if (args.nodeGroupOptions) return args.nodeGroupOptions;
  const own = Object.fromEntries(OF_DEFAULT_NODE_GROUP.map((option) => [option, args[option]]));
  const { nodeRootVolumeEncrypted, version } = args;
  return { ...own, nodeRootVolumeEncrypted, version, amiId: args.nodeAmiId };
}

/** @throws Error that names what a cluster cannot have together. */
export function refuseContradictions(args: ClusterArgs): void {
  const { authenticationMode: mode, nodeGroupOptions } = args;
  const own = OF_DEFAULT_NODE_GROUP.filter((option) => args[option]);
  const unsupported = (["roleMappings", "userMappings", "instanceRoles"] as const).filter((option) => {
    const value = args[option];
    return mode === "API" && Array.isArray(value) && value.length > 0;
  });
  const faults = [
    ...(args.instanceRole && args.instanceRoles ? ["instanceRole and instanceRoles cannot both be set"] : []),
    ...(args.subnetIds && (args.publicSubnetIds ?? args.privateSubnetIds)
      ? ["subnetIds cannot be set with publicSubnetIds or privateSubnetIds"]
      : []),
    ...(nodeGroupOptions && own.length > 0 ? [`nodeGroupOptions cannot be set with ${own.join(", ")}`] : []),
    ...(args.autoMode?.enabled && (!mode || mode === "CONFIG_MAP")
      ? ["autoMode needs the authenticationMode API or API_AND_CONFIG_MAP"]
      : []),
    ...(args.accessEntries && (!mode || mode === "CONFIG_MAP")
      ? ["accessEntries need the authenticationMode API or API_AND_CONFIG_MAP"]
      : []),
    ...unsupported.map((option) => `${option} has no effect with the authenticationMode API`),
  ];
  if (faults.length > 0) throw new Error(`eks.Cluster: ${faults.join("; ")}`);
}
