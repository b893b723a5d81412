import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

const ANYWHERE = { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };

/** The rules that awsx gives the security groups that it makes: anything in from anywhere, TCP out to anywhere. */
const OPEN_RULES = {
  ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", ...ANYWHERE }],
  egress: [{ fromPort: 0, toPort: 65535, protocol: "tcp", ...ANYWHERE }],
};

/** A security group with the rules of awsx, or as `args` say. */
export function securityGroup(
  name: string,
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
  args?: ec2.SecurityGroupArgs,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(name, args ?? { vpcId, ...OPEN_RULES }, { parent });
}
