import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

/**
 * `awsx.ec2.DefaultVpc`, which has no children: it looks up.
 * Source: pulumi/pulumi-awsx, awsx/ec2/defaultVpc.ts (62c802a) of version 3.
 */
export class DefaultVpc extends pulumi.ComponentResource {
  readonly outputs: Promise<pulumi.Inputs>;

  constructor(name: string, args: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    super("awsx:ec2:DefaultVpc", name, args, options);
    this.outputs = Promise.resolve(lookUpDefaultVpc(this));
    this.registerOutputs();
  }
}

/**
 * The default VPC of the region of `parent`, and its subnets.
 * Source: pulumi/pulumi-awsx, awsx/ec2/getDefaultVpc.ts (84ef4ea) of version 3.
 */
export function lookUpDefaultVpc(parent: pulumi.Resource) {
  const vpcId = ec2.getVpcOutput({ default: true }, { parent }).id;
  const { ids } = ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpcId] }] }, { parent });
  const subnets = ids.apply((known) => pulumi.all(known.map((id) => ec2.getSubnetOutput({ id }, { parent }))));
  const idsOf = (isPublic: boolean) =>
    subnets.apply((known) => known.filter((subnet) => subnet.mapPublicIpOnLaunch === isPublic).map(({ id }) => id));
  return { vpcId, publicSubnetIds: idsOf(true), privateSubnetIds: idsOf(false) };
}
