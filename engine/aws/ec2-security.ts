import { defaultVpcId, vpcDefaultId } from "./ec2-defaults";
import { service } from "./kit/service";
import { cidr, oneOf, range } from "./kit/validators";

export const ec2Security = service("ec2", {
  SecurityGroup: {
    id: "sg-{hex17}",
    arn: "ec2:{region}:{account}:security-group/{id}",
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    replaces: ["name", "namePrefix", "description", "vpcId"],
    outputs: ({ account }) => ({ ownerId: "{account}", ingress: [], egress: [], vpcId: defaultVpcId(account) }),
  },
  DefaultSecurityGroup: {
    id: ({ vpcId }) => (vpcId === undefined ? "sg-{hex17}" : vpcDefaultId(vpcId, "sg")),
    arn: "ec2:{region}:{account}:security-group/{id}",
    defaults: { revokeRulesOnDelete: false },
    replaces: ["vpcId"],
    outputs: { ownerId: "{account}", name: "default", description: "default VPC security group", namePrefix: "" },
  },
  SecurityGroupRule: {
    id: "sgrule-{digit9}",
    validate: { type: oneOf("ingress", "egress") },
    replaces: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
    outputs: { securityGroupRuleId: "sgr-{hex17}" },
  },
  NetworkAcl: {
    id: "acl-{hex17}",
    arn: "ec2:{region}:{account}:network-acl/{id}",
    replaces: ["vpcId"],
    outputs: { ownerId: "{account}" },
  },
  DefaultNetworkAcl: {
    id: "{defaultNetworkAclId}",
    arn: "ec2:{region}:{account}:network-acl/{id}",
    replaces: ["defaultNetworkAclId"],
    outputs: { ownerId: "{account}", vpcId: "vpc-{hex17}" },
  },
  NetworkAclRule: {
    id: "nacl-{digit10}",
    defaults: { egress: false },
    validate: { ruleNumber: range(1, 32766) },
    replaces: ["cidrBlock", "egress", "fromPort", "networkAclId", "protocol", "ruleAction", "ruleNumber", "toPort"],
  },
  ManagedPrefixList: {
    id: "pl-{hex17}",
    arn: "ec2:{region}:{account}:prefix-list/{id}",
    replaces: ["addressFamily"],
    outputs: { ownerId: "{account}", version: 1 },
  },
});

const RULE = {
  id: "sgr-{hex17}",
  arn: "ec2:{region}:{account}:security-group-rule/{id}",
  validate: { cidrIpv4: cidr, fromPort: range(-1, 65535), toPort: range(-1, 65535) },
  outputs: { securityGroupRuleId: "{id}" },
  replaces: ["securityGroupId"],
};

export const vpc = service("vpc", { SecurityGroupIngressRule: RULE, SecurityGroupEgressRule: RULE });
