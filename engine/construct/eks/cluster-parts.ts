import { createHash } from "node:crypto";
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { addAccessEntries, addConfigMap, hasAccessEntries, hasConfigMap } from "./access";
import { type ClusterArgs, defaultNodeGroupArgs, type Fargate } from "./cluster-arguments";
import type { ControlPlane } from "./control-plane";
import { addStorageClass, type KubernetesProvider, type KubernetesResource } from "./kubernetes";
import { addNodeGroupV2 } from "./node-group-v2";
import { profileNameOf, workerSubnetIds } from "./node-groups";
import { type NodeSecurityGroup, nodeSecurityGroup } from "./security-groups";
import { ec2Service, ServiceRole } from "./service-role";

/** The parts of a cluster, and what they are made with. */
export interface Draft {
  readonly name: string;
  readonly args: ClusterArgs;
  readonly parent: pulumi.Resource;
  readonly plane: ControlPlane;
  readonly kubernetes: KubernetesProvider;
  readonly hasNodeGroup: boolean;
}

/** The roles of a cluster's nodes. */
export interface InstanceRoles {
  readonly roles: pulumi.Input<pulumi.Input<iam.Role>[]>;
  /** The role of the node group that the cluster comes with. */
  readonly own?: pulumi.Input<iam.Role>;
  readonly profile?: iam.InstanceProfile;
}

export function addInstanceRoles({ name, args, parent, hasNodeGroup }: Draft): InstanceRoles {
  const profileOf = (role: pulumi.Input<iam.Role>) => {
    const given = args.instanceProfileName ?? args.nodeGroupOptions?.instanceProfileName;
    const profile = `${name}-instanceProfile`;
    return given
      ? iam.InstanceProfile.get(profile, given, undefined, { parent })
      : new iam.InstanceProfile(profile, { role }, { parent });
  };
  if (args.instanceRoles) return { roles: args.instanceRoles };
  if (args.instanceRole) {
    const { instanceRole: own } = args;
    return { roles: [own], own, ...(hasNodeGroup && { profile: profileOf(own) }) };
  }
  if (!(args.createInstanceRole ?? !args.skipDefaultNodeGroup)) return { roles: [] };
  const policies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"];
  const { role } = new ServiceRole(
    `${name}-instanceRole`,
    { service: ec2Service(parent), policies, tags: args.tags },
    parent,
  );
  return { roles: [role], own: role, profile: profileOf(role) };
}

/** Who may use the cluster, and what has to be there before its nodes join. */
export interface Access {
  readonly configMap?: KubernetesResource;
  readonly dependencies: pulumi.Resource[];
}

export function addAccess({ name, args, parent, plane, kubernetes }: Draft, nodes: InstanceRoles): Access {
  const { authenticationMode: mode, accessEntries = {} } = args;
  const configMap = hasConfigMap(mode)
    ? addConfigMap(name, nodes.roles, args, { parent, provider: kubernetes })
    : undefined;
  const { own } = nodes;
  const principalArn = own && pulumi.output(own).apply(({ arn }) => arn);
  const entries = {
    ...(principalArn && { defaultNodeGroupInstanceRole: { principalArn, type: "EC2_LINUX" } }),
    ...accessEntries,
  };
  const options = { parent, dependsOn: [plane.cluster] };
  const added = hasAccessEntries(mode) ? addAccessEntries(name, plane.cluster.name, entries, options) : [];
  return { dependencies: [...added, ...(configMap ? [configMap] : [])], ...(configMap && { configMap }) };
}

export function addStorageClasses(
  { name, args, parent, kubernetes }: Draft,
  dependsOn: pulumi.Resource[],
): Readonly<Record<string, KubernetesResource>> {
  const { storageClasses = {} } = args;
  const classes =
    typeof storageClasses === "string" ? { [storageClasses]: { type: storageClasses, default: true } } : storageClasses;
  const options = { parent, provider: kubernetes, dependsOn };
  const added = Object.entries(classes).map(([key, storageClass]) => {
    return [key, addStorageClass(`${name.toLowerCase()}-${key}`, storageClass, options)] as const;
  });
  return Object.fromEntries(added);
}

export function addFargateProfile(
  { name, args, parent, plane }: Draft,
  fargate: pulumi.Input<boolean | Fargate>,
  configMap: KubernetesResource | undefined,
): eks.FargateProfile {
  const given = (typeof fargate === "object" ? fargate : {}) as Fargate;
  const policies = ["AmazonEKSFargatePodExecutionRolePolicy"];
  const service = "eks-fargate-pods.amazonaws.com";
  const podExecutionRoleArn =
    given.podExecutionRoleArn ??
    new ServiceRole(`${name}-podExecutionRole`, { service, policies, tags: args.tags }, parent).role.arn;
  // EKS reserves names that begin with "eks-".
  const profileName = /^eks(-|$)/i.test(name) ? `${name.replace("-", "_")}fargateProfile` : `${name}-fargateProfile`;
  return new eks.FargateProfile(
    profileName,
    {
      clusterName: plane.cluster.name,
      podExecutionRoleArn,
      selectors: given.selectors ?? [{ namespace: "default" }, { namespace: "kube-system" }],
      subnetIds: given.subnetIds ? workerSubnetIds({}) : workerSubnetIds(subnetsOf(args)),
    },
    { parent, ...(configMap && { dependsOn: [configMap] }) },
  );
}

/** CoreDNS runs on nodes: without any it is not an add-on, unless the program says so. */
export function hasCoreDns({ corednsAddonOptions, fargate, skipDefaultNodeGroup, autoMode }: ClusterArgs): boolean {
  const { enabled, configurationValues } = corednsAddonOptions ?? {};
  if (enabled === true || configurationValues !== undefined) return true;
  const hasNodes = Boolean(fargate) || !skipDefaultNodeGroup || autoMode?.enabled === true;
  return hasNodes && (enabled ?? true);
}

/** Lets pods assume roles. The thumbprint is a stand-in: the component reads the issuer's certificate from the network. */
export function addOidcProvider({ name, parent, plane }: Draft): iam.OpenIdConnectProvider {
  const url = issuerOf(plane.cluster);
  const thumbprint = url.apply((issuer) => createHash("sha1").update(new URL(issuer).host).digest("hex"));
  return new iam.OpenIdConnectProvider(
    `${name}-oidcProvider`,
    { clientIdLists: ["sts.amazonaws.com"], url, thumbprintLists: [thumbprint] },
    { parent },
  );
}

/** The address of the cluster's OIDC issuer. */
export function issuerOf(cluster: eks.Cluster): pulumi.Output<string> {
  return cluster.identities.apply(([identity]) => identity?.oidcs?.[0]?.issuer ?? "");
}

export function addNodeSecurityGroup({ name, args, parent, plane }: Draft): NodeSecurityGroup | undefined {
  if (args.skipDefaultSecurityGroups ?? args.autoMode?.enabled) return undefined;
  const { cluster, vpcId } = plane;
  const tags = [args.nodeSecurityGroupTags, args.tags];
  const clusterSecurityGroupId = clusterSecurityGroupIdOf(plane);
  return nodeSecurityGroup(name, { vpcId, clusterName: cluster.name, clusterSecurityGroupId, tags }, parent);
}

/** The security group of the component, or else the one that EKS makes. */
export function clusterSecurityGroupIdOf({ cluster, securityGroup }: ControlPlane): pulumi.Output<string> {
  const byEks = cluster.vpcConfig.clusterSecurityGroupId;
  return securityGroup ? pulumi.output(securityGroup).apply(({ id }) => id) : byEks;
}

/** The node group that the cluster comes with. */
export function addDefaultNodeGroup(
  { name, args, parent, plane }: Draft,
  nodes: InstanceRoles,
  group: NodeSecurityGroup | undefined,
  dependencies: pulumi.Resource[],
) {
  const given = defaultNodeGroupArgs(args);
  const options = group
    ? { ...given, nodeSecurityGroup: group.group, clusterIngressRule: group.clusterIngressRule }
    : given;
  const { profile } = nodes;
  return addNodeGroupV2(
    name,
    // The profile that the component has made or read has the name that is given.
    profile ? { ...options, instanceProfile: profile, instanceProfileName: undefined } : options,
    {
      cluster: pulumi.output(plane.cluster),
      vpcId: plane.vpcId,
      securityGroupId: clusterSecurityGroupIdOf(plane),
      subnetIds: workerSubnetIds(subnetsOf(args)),
      instanceProfileName: () => profileNameOf(options),
      securityGroupTags: [args.nodeSecurityGroupTags, args.tags],
      tags: args.tags,
      dependencies,
    },
    parent,
  );
}

function subnetsOf({ privateSubnetIds, publicSubnetIds }: ClusterArgs) {
  const known = (ids: ClusterArgs["subnetIds"]) => ids && (pulumi.output(ids) as pulumi.Output<string[]>);
  return { privateSubnetIds: known(privateSubnetIds), publicSubnetIds: known(publicSubnetIds) };
}
