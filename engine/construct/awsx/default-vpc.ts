import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

/** The default VPC of the region of `parent`, and its subnets, as awsx looks them up. */
export function lookUpDefaultVpc(parent: pulumi.Resource) {
  const vpcId = ec2.getVpcOutput({ default: true }, { parent }).id;
  const { ids } = ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpcId] }] }, { parent });
  const subnets = ids.apply((known) => pulumi.all(known.map((id) => ec2.getSubnetOutput({ id }, { parent }))));
  const idsOf = (isPublic: boolean) =>
    subnets.apply((known) => known.filter((subnet) => subnet.mapPublicIpOnLaunch === isPublic).map(({ id }) => id));
  return { vpcId, publicSubnetIds: idsOf(true), privateSubnetIds: idsOf(false) };
}
