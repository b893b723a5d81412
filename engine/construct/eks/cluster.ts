import type * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { created } from "../known-arguments";
import { addAddon, VpcCniAddon } from "./addons";
import { type ClusterArgs, DECIDING, refuseContradictions } from "./cluster-arguments";
import {
  addAccess,
  addDefaultNodeGroup,
  addFargateProfile,
  addInstanceRoles,
  addNodeSecurityGroup,
  addOidcProvider,
  addStorageClasses,
  clusterSecurityGroupIdOf,
  type Draft,
  hasCoreDns,
  type InstanceRoles,
  issuerOf,
} from "./cluster-parts";
import { addControlPlane, type ControlPlane } from "./control-plane";
import { type Credentials, KubernetesProvider, kubeconfigOf } from "./kubernetes";
import type { NodeSecurityGroup } from "./security-groups";

const OUTPUTS = [
  "autoModeNodeRoleName",
  "clusterIngressRuleId",
  "clusterSecurityGroup",
  "clusterSecurityGroupId",
  "core",
  "defaultNodeGroup",
  "defaultNodeGroupAsgName",
  "eksCluster",
  "eksClusterIngressRule",
  "fargateProfileId",
  "fargateProfileStatus",
  "instanceRoles",
  "kubeconfig",
  "kubeconfigJson",
  "nodeSecurityGroup",
  "nodeSecurityGroupId",
  "oidcIssuer",
  "oidcProviderArn",
  "oidcProviderUrl",
] as const;

/**
 * The children of `eks.Cluster`: roles, security groups, the cluster, its add-ons, access, Fargate profile and OIDC
 * provider, and the node group that it comes with.
 *
 * After `nodejs/eks/cluster/cluster.ts` of pulumi/pulumi-eks (commit d3bdb2e) and the SDK of version 4.3.0, for
 * `@pulumi/aws` 7; a program with an older version gets the children of this one. Which of the cluster's `subnetIds` nodes
 * and pods are in is unknown: EKS's component looks up which of them have a route to the internet. The thumbprint of the
 * issuer's certificate is a stand-in, and unknown in a preview.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: ClusterArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:Cluster", name, args, options);
    // Options of resources take no outputs: a provider that is one is waited for.
    const { creationRoleProvider: creation } = args;
    const given = creation
      ? { ...args, creationRoleProvider: pulumi.output(creation) as unknown as typeof creation }
      : args;
    const outputs = created<ClusterArgs, pulumi.Inputs>(given, DECIDING, OUTPUTS, (known) =>
      addCluster(name, known, this),
    );
    this.outputs = Promise.resolve(outputs);
    this.registerOutputs(outputs);
  }
}

function addCluster(name: string, args: ClusterArgs, parent: pulumi.Resource) {
  refuseContradictions(args);
  const plane = addControlPlane(name, args, parent);
  const { cluster } = plane;
  const isAuto = args.autoMode?.enabled === true;
  const owner = { name, cluster, tags: args.tags, parent };
  if (args.kubeProxyAddonOptions?.enabled ?? !isAuto) addAddon(owner, "kube-proxy", args.kubeProxyAddonOptions);
  const credentials = credentialsOf(args);
  const kubernetes = new KubernetesProvider(
    `${name}-eks-k8s`,
    {
      kubeconfig: pulumi.jsonStringify(kubeconfigOf(cluster, credentials)),
      enableConfigMapMutable: args.enableConfigMapMutable,
    },
    { parent },
  );
  const hasNodeGroup = !(args.skipDefaultNodeGroup || args.fargate || isAuto);
  const draft = { name, args, parent, plane, kubernetes, hasNodeGroup };
  const nodes = addInstanceRoles(draft);
  const access = addAccess(draft, nodes);
  const storageClasses = addStorageClasses(draft, access.dependencies);
  const hasCni = args.useDefaultVpcCni === undefined ? !isAuto : !args.useDefaultVpcCni;
  const vpcCni = hasCni
    ? new VpcCniAddon(
        `${name}-vpc-cni`,
        { ...args.vpcCniOptions, clusterName: cluster.name, clusterVersion: cluster.version, tags: args.tags },
        { parent, dependsOn: access.dependencies, providers: { kubernetes } },
      )
    : undefined;
  const fargateProfile = args.fargate ? addFargateProfile(draft, args.fargate, access.configMap) : undefined;
  const { corednsAddonOptions: coredns } = args;
  if (hasCoreDns(args)) {
    const computeType = fargateProfile && { computeType: "Fargate" };
    const given = coredns?.configurationValues;
    const configurationValues =
      computeType || given ? pulumi.output(given).apply((values) => ({ ...computeType, ...values })) : undefined;
    addAddon(owner, "coredns", { ...coredns, configurationValues }, fargateProfile && [fargateProfile]);
  }
  const oidcProvider = args.createOidcProvider ? addOidcProvider(draft) : undefined;
  const core = {
    ...coreOf(draft, nodes),
    ...{ eksNodeAccess: access.configMap, storageClasses, vpcCni, fargateProfile, oidcProvider },
  };
  const group = addNodeSecurityGroup(draft);
  const ready = [vpcCni, access.configMap].filter((resource) => resource !== undefined);
  const defaultNodeGroup = hasNodeGroup ? addDefaultNodeGroup(draft, nodes, group, ready) : undefined;
  return outputsOf(plane, core, group, defaultNodeGroup);
}

type CoreData = ReturnType<typeof coreOf> & {
  readonly fargateProfile: eks.FargateProfile | undefined;
  readonly oidcProvider: iam.OpenIdConnectProvider | undefined;
};
type DefaultNodeGroup = ReturnType<typeof addDefaultNodeGroup>;

function outputsOf(
  plane: ControlPlane,
  core: CoreData,
  group: NodeSecurityGroup | undefined,
  defaultNodeGroup: DefaultNodeGroup | undefined,
) {
  const { cluster, autoModeRole, securityGroup } = plane;
  const issuer = issuerOf(cluster);
  return {
    core,
    eksCluster: cluster,
    clusterSecurityGroup: securityGroup,
    clusterSecurityGroupId: clusterSecurityGroupIdOf(plane),
    instanceRoles: core.instanceRoles,
    kubeconfig: core.kubeconfig,
    kubeconfigJson: pulumi.jsonStringify(core.kubeconfig),
    nodeSecurityGroup: group?.group,
    nodeSecurityGroupId: group?.group.id ?? cluster.vpcConfig.clusterSecurityGroupId,
    eksClusterIngressRule: group?.clusterIngressRule,
    clusterIngressRuleId: group?.clusterIngressRule.securityGroupRuleId ?? "",
    defaultNodeGroup,
    defaultNodeGroupAsgName: defaultNodeGroup?.autoScalingGroup.name ?? "",
    fargateProfileId: core.fargateProfile?.id ?? "",
    fargateProfileStatus: core.fargateProfile?.status ?? "",
    oidcProviderArn: core.oidcProvider?.arn ?? "",
    oidcProviderUrl: issuer,
    oidcIssuer: issuer.apply((url) => url.replace("https://", "")),
    autoModeNodeRoleName: autoModeRole?.role.name ?? "",
  } satisfies Record<(typeof OUTPUTS)[number], unknown>;
}

function credentialsOf({ creationRoleProvider, providerCredentialOpts }: ClusterArgs): pulumi.Input<Credentials> {
  const profileName = new pulumi.Config("aws").get("profile");
  if (creationRoleProvider) return { roleArn: creationRoleProvider.role.arn };
  return providerCredentialOpts ?? (profileName ? { profileName } : {});
}

/** What other components are told of the cluster. */
function coreOf({ args, plane, kubernetes }: Draft, nodes: InstanceRoles) {
  const { cluster, vpcId, subnetIds, securityGroup, role } = plane;
  const { publicSubnetIds, privateSubnetIds, tags, nodeSecurityGroupTags } = args;
  return {
    ...{ cluster, vpcId, subnetIds, publicSubnetIds, privateSubnetIds, tags, nodeSecurityGroupTags },
    endpoint: cluster.endpoint,
    clusterSecurityGroup: securityGroup,
    clusterIamRole: role,
    provider: kubernetes,
    instanceRoles: nodes.roles,
    // A profile is whose machine it is on: only the component's own provider has it.
    kubeconfig: kubeconfigOf(
      cluster,
      pulumi.output(credentialsOf(args)).apply(({ roleArn }) => ({ roleArn })),
    ),
    nodeGroupOptions: { ...args.nodeGroupOptions, ...(nodes.profile && { instanceProfile: nodes.profile }) },
    accessEntries: Object.values(args.accessEntries ?? {}),
  };
}
