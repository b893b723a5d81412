import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "./cluster-arguments";
import { clusterSecurityGroup, merged } from "./security-groups";
import { ec2Service, ServiceRole } from "./service-role";

/** A cluster with what it is made of. */
export interface ControlPlane {
  readonly cluster: eks.Cluster;
  readonly role: pulumi.Input<pulumi.CustomResource>;
  readonly securityGroup?: pulumi.Input<ec2.SecurityGroup>;
  /** The role of the nodes that EKS Auto Mode starts. */
  readonly autoModeRole?: ServiceRole;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

const AUTO_MODE_POLICIES = ["Compute", "BlockStorage", "LoadBalancing", "Networking"].map(
  (part) => `AmazonEKS${part}Policy`,
);

/** The EKS cluster, its role and its security group, after `nodejs/eks/cluster/cluster.ts` of pulumi/pulumi-eks 4. */
export function addControlPlane(name: string, args: ClusterArgs, parent: pulumi.Resource): ControlPlane {
  const { vpcId, subnetIds } = networkOf(args, parent);
  const isAuto = args.autoMode?.enabled === true;
  const service = args.serviceRole ? undefined : addServiceRole(name, args, parent);
  const tags = [args.clusterSecurityGroupTags, args.tags];
  const securityGroup =
    args.clusterSecurityGroup ??
    ((args.skipDefaultSecurityGroups ?? isAuto) ? undefined : clusterSecurityGroup(name, vpcId, tags, parent));
  const autoModeRole =
    isAuto && args.autoMode?.createNodeRole !== false ? addAutoModeRole(name, args, parent) : undefined;
  const role = service?.role ?? args.serviceRole;
  if (role === undefined) throw new Error("eks.Cluster has no role");
  const groupId = securityGroup && pulumi.output(securityGroup).apply(({ id }) => id);
  const cluster = new eks.Cluster(
    `${name}-eksCluster`,
    {
      ...settingsOf(name, args),
      ...(isAuto && autoMode(args, autoModeRole)),
      roleArn: pulumi.output(role).apply(({ arn }) => arn),
      vpcConfig: {
        securityGroupIds: groupId && [groupId],
        subnetIds,
        endpointPrivateAccess: args.endpointPrivateAccess,
        endpointPublicAccess: args.endpointPublicAccess,
        publicAccessCidrs: args.publicAccessCidrs,
      },
    },
    {
      parent,
      provider: args.creationRoleProvider?.provider,
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
      dependsOn: [...(service?.dependencies ?? []), ...(autoModeRole?.dependencies ?? [])],
    },
  );
  return { cluster, role, securityGroup, autoModeRole, vpcId, subnetIds };
}

/** The given network, or else the default VPC of the region. */
function networkOf(args: ClusterArgs, parent: pulumi.Resource) {
  const vpcId = args.vpcId ?? ec2.getVpcOutput({ default: true }, { parent }).id;
  if (args.subnetIds) return { vpcId, subnetIds: args.subnetIds };
  if (args.publicSubnetIds ?? args.privateSubnetIds) {
    const subnetIds = pulumi
      .all([args.publicSubnetIds ?? [], args.privateSubnetIds ?? []])
      .apply(([ofPublic, ofPrivate]) => [...(ofPublic as string[]), ...(ofPrivate as string[])]);
    return { vpcId, subnetIds };
  }
  if (args.vpcId) return { vpcId, subnetIds: [] };
  return { vpcId, subnetIds: ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpcId] }] }, { parent }).ids };
}

function addServiceRole(name: string, args: ClusterArgs, parent: pulumi.Resource): ServiceRole {
  return new ServiceRole(
    `${name}-eksRole`,
    {
      service: "eks.amazonaws.com",
      description: "Allows EKS to manage clusters on your behalf.",
      policies: ["AmazonEKSClusterPolicy", ...(args.autoMode?.enabled ? AUTO_MODE_POLICIES : [])],
      tags: args.tags,
      actions: ["sts:AssumeRole", "sts:TagSession"],
    },
    parent,
  );
}

function addAutoModeRole(name: string, { tags }: ClusterArgs, parent: pulumi.Resource): ServiceRole {
  const policies = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];
  return new ServiceRole(`${name}-nodeRole`, { service: ec2Service(parent), policies, tags }, parent);
}

function settingsOf(name: string, args: ClusterArgs): Partial<eks.ClusterArgs> {
  const { encryptionConfigKeyArn: keyArn, authenticationMode } = args;
  const hasNetwork = args.kubernetesServiceIpAddressRange !== undefined || args.ipFamily !== undefined;
  return {
    name: args.name,
    version: args.version,
    bootstrapSelfManagedAddons: args.bootstrapSelfManagedAddons ?? true,
    deletionProtection: args.deletionProtection,
    enabledClusterLogTypes: args.enabledClusterLogTypes,
    tags: merged({ Name: `${name}-eksCluster` }, args.clusterTags, args.tags),
    encryptionConfig: keyArn ? { provider: { keyArn }, resources: ["secrets"] } : undefined,
    accessConfig: authenticationMode && { authenticationMode, bootstrapClusterCreatorAdminPermissions: true },
    kubernetesNetworkConfig: hasNetwork ? kubernetesNetwork(args) : undefined,
    upgradePolicy: args.upgradePolicy,
  };
}

/** The range of services is a setting of IPv4 alone. */
function kubernetesNetwork({ kubernetesServiceIpAddressRange, ipFamily }: ClusterArgs) {
  return pulumi.all([kubernetesServiceIpAddressRange, ipFamily]).apply(([serviceIpv4Cidr, family = "ipv4"]) => ({
    ipFamily: family,
    serviceIpv4Cidr: family === "ipv4" ? serviceIpv4Cidr : undefined,
  }));
}

/** With EKS Auto Mode, AWS runs nodes, volumes and load balancers: either all of them or none. */
function autoMode(args: ClusterArgs, role: ServiceRole | undefined): Partial<eks.ClusterArgs> {
  const nodePools = ["general-purpose", "system"];
  return {
    bootstrapSelfManagedAddons: false,
    computeConfig: pulumi
      .all([args.autoMode?.computeConfig, role?.role.arn])
      .apply(([config, nodeRoleArn]) => ({ enabled: true, nodeRoleArn, nodePools, ...config })),
    storageConfig: { blockStorage: { enabled: true } },
    kubernetesNetworkConfig: kubernetesNetwork(args).apply((network) => ({
      ...network,
      elasticLoadBalancing: { enabled: true },
    })),
  };
}
