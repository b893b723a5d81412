import type * as ec2 from "@pulumi/aws/ec2";
import type * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

/** The output `core` of a cluster, which node groups and add-ons are made for. */
export interface Core {
  readonly cluster: eks.Cluster;
  readonly vpcId: string;
  readonly subnetIds?: string[];
  readonly publicSubnetIds?: string[];
  readonly privateSubnetIds?: string[];
  readonly clusterSecurityGroup?: ec2.SecurityGroup;
  readonly instanceRoles?: iam.Role[];
  readonly nodeGroupOptions?: { readonly instanceProfile?: iam.InstanceProfile; readonly instanceProfileName?: string };
  readonly nodeSecurityGroupTags?: Record<string, string>;
  readonly tags?: Record<string, string>;
  readonly eksNodeAccess?: pulumi.Resource;
  readonly vpcCni?: pulumi.Resource;
}

/** A cluster that is passed on to another component: a component, or its `core`. */
export type ClusterInput = pulumi.Input<ClusterReference | Core>;

/** A cluster that another component of the program refers to, read from the engine. */
class ClusterReference extends pulumi.ComponentResource {
  declare readonly core: pulumi.Output<Core>;

  constructor(name: string, urn: pulumi.URN) {
    super("eks:index:Cluster", name, { core: undefined }, { urn });
  }
}

/** Any other component of the package that is referred to: only its URN matters. */
class ComponentReference extends pulumi.ComponentResource {
  constructor(type: string, name: string, urn: pulumi.URN) {
    super(type, name, {}, { urn });
  }
}

pulumi.runtime.registerResourceModule("eks", "index", {
  // Older than any, so that a program in the same process finds the classes of its own package.
  version: "0.0.1",
  construct: (name, type, urn) =>
    type === "eks:index:Cluster" ? new ClusterReference(name, urn) : new ComponentReference(type, name, urn),
});

export function coreOf(cluster: ClusterInput): pulumi.Output<Core> {
  return pulumi
    .output(cluster)
    .apply((known) => (pulumi.ComponentResource.isInstance(known) ? known.core : known)) as pulumi.Output<Core>;
}
