import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { elsewhere, firewall, isolated, model, publicElsewhere, route } from "../example-network";

const group = (egress?: unknown) => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "compute",
  props: egress === undefined ? {} : { egress },
});
const to = (destination: Record<string, unknown>) => ({ protocol: "tcp", fromPort: 443, toPort: 443, ...destination });
const ownRule = (props: Record<string, unknown>, refersTo = {}) => ({
  type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  name: "out",
  props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, ...props },
  refersTo,
});
const gateway = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "s3",
  props: { vpcEndpointType: "Gateway", prefixListId: "pl-6da54004" },
};

/** A group, and a VPC whose traffic goes on through a firewall in another one. */
const behindFirewall = (statefulDefaultActions: string[]) => [
  { ...group([to({ cidrBlocks: ["0.0.0.0/0"] })]), refersTo: { vpcId: "vpc" } },
  ...isolated,
  ...publicElsewhere.map((resource) =>
    resource === elsewhere ? { ...elsewhere, refersTo: { vpcId: "other" } } : resource,
  ),
  { type: "aws:ec2/vpc:Vpc", name: "other", props: { cidrBlock: "10.1.0.0/16" } },
  ...firewall(statefulDefaultActions),
  route("vpcEndpointId", "firewall"),
  model,
];

export const examples: RuleExample[] = [
  { title: "to the VPC only", resources: [group([to({ cidrBlocks: ["10.0.0.0/16"] })]), model], outcome: "pass" },
  {
    title: "to another security group",
    resources: [group([to({ securityGroups: ["sg-1"] })]), model],
    outcome: "pass",
  },
  { title: "to everywhere", resources: [group([to({ cidrBlocks: ["0.0.0.0/0"] })]), model], outcome: "violation" },
  {
    title: "to everywhere in IPv6, beside a private block",
    resources: [group([to({ cidrBlocks: ["10.0.0.0/16"] }), to({ ipv6CidrBlocks: ["::/0"] })]), model],
    outcome: "violation",
  },
  {
    title: "to everywhere, from a VPC that leaves only through a firewall with an allow list",
    resources: behindFirewall(["aws:drop_established"]),
    outcome: "pass",
  },
  {
    title: "to everywhere, through a firewall that lets everything pass",
    resources: behindFirewall(["aws:alert_established"]),
    outcome: "violation",
  },
  {
    title: "near miss: to everywhere through the firewall, in a VPC with an internet gateway as well",
    resources: [
      ...behindFirewall(["aws:drop_established"]).filter(
        ({ name, type }) => type !== elsewhere.type || name !== "elsewhere",
      ),
      elsewhere,
    ],
    outcome: "violation",
  },
  {
    title: "a rule of its own to everywhere",
    resources: [ownRule({ cidrIpv4: "0.0.0.0/0" }), model],
    outcome: "violation",
  },
  {
    title: "a rule of the older kind to half of everywhere",
    resources: [
      {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        name: "out",
        props: { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/1"] },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: the prefix list of a gateway endpoint",
    resources: [ownRule({ prefixListId: "pl-6da54004" }, { prefixListId: "s3" }), gateway, model],
    outcome: "pass",
  },
  {
    title: "a prefix list that holds everywhere",
    resources: [
      ownRule({}, { prefixListId: "wide" }),
      {
        type: "aws:ec2/managedPrefixList:ManagedPrefixList",
        name: "wide",
        props: { entries: [{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }] },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a prefix list of another stack",
    resources: [ownRule({ prefixListId: "pl-1" }), model],
    outcome: "undetermined",
  },
  {
    title: "a block that is not known yet",
    resources: [group([to({ cidrBlocks: [UNKNOWN] })]), model],
    outcome: "undetermined",
  },
  {
    title: "one unknown block hides no open one",
    resources: [group([to({ cidrBlocks: [UNKNOWN] }), to({ cidrBlocks: ["0.0.0.0/0"] })]), model],
    outcome: "violation",
  },
  { title: "a group that lets nothing out", resources: [group(), model], outcome: "not-applicable" },
  {
    title: "a program that has nothing to do with models",
    resources: [group([to({ cidrBlocks: ["0.0.0.0/0"] })])],
    outcome: "violation",
  },
];
