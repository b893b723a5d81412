import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const group = (ingress?: unknown) => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "endpoints",
  props: ingress === undefined ? {} : { ingress },
});
const from = (source: Record<string, unknown>) => ({ protocol: "tcp", fromPort: 443, toPort: 443, ...source });

export const examples: RuleExample[] = [
  { title: "from the VPC only", resources: [group([from({ cidrBlocks: ["10.0.0.0/16"] })]), model], outcome: "pass" },
  { title: "from itself", resources: [group([from({ self: true })]), model], outcome: "pass" },
  { title: "from everywhere", resources: [group([from({ cidrBlocks: ["0.0.0.0/0"] })]), model], outcome: "violation" },
  {
    title: "a rule of its own from everywhere in IPv6",
    resources: [
      {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        name: "in",
        props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv6: "::/0" },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a rule of the older kind that lets traffic out",
    resources: [
      {
        type: "aws:ec2/securityGroupRule:SecurityGroupRule",
        name: "out",
        props: { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
      },
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "a source that is not known yet",
    resources: [group([from({ cidrBlocks: [UNKNOWN] })]), model],
    outcome: "undetermined",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [group([from({ cidrBlocks: ["0.0.0.0/0"] })])],
    outcome: "violation",
  },
];
