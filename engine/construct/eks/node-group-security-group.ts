import type * as ec2 from "@pulumi/aws/ec2";
import type * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { nodeSecurityGroup } from "./security-groups";
import type { Tags } from "./service-role";

/** Arguments of `eks.NodeGroupSecurityGroup` 4.3. */
export interface NodeGroupSecurityGroupArgs {
  readonly clusterSecurityGroup: pulumi.Input<ec2.SecurityGroup>;
  readonly eksCluster: pulumi.Input<eks.Cluster>;
  readonly tags?: Tags;
  readonly vpcId: pulumi.Input<string>;
}

/** The children of `eks.NodeGroupSecurityGroup`: a security group of nodes with its rules. */
export class NodeGroupSecurityGroup extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: NodeGroupSecurityGroupArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:NodeGroupSecurityGroup", name, args, options);
    const { group: securityGroup, clusterIngressRule: securityGroupRule } = nodeSecurityGroup(
      name,
      {
        vpcId: args.vpcId,
        clusterName: pulumi.output(args.eksCluster).name,
        clusterSecurityGroupId: pulumi.output(args.clusterSecurityGroup).id,
        tags: [args.tags],
      },
      this,
    );
    const outputs = { securityGroup, securityGroupRule };
    this.outputs = Promise.resolve(outputs);
    this.registerOutputs(outputs);
  }
}
