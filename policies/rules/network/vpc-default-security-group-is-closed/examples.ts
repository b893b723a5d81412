import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, subnet, vpc } from "../example-network";

const group = (props: Record<string, unknown>, refersTo = {}) => ({
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  name: "closed",
  props,
  refersTo: { vpcId: "vpc", ...refersTo },
});
const everywhere = [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }];

export const examples: RuleExample[] = [
  { title: "adopted without rules", resources: [vpc, group({}), model], outcome: "pass" },
  { title: "adopted with empty lists", resources: [vpc, group({ ingress: [], egress: [] }), model], outcome: "pass" },
  { title: "left as AWS made it", resources: [vpc, model], outcome: "violation" },
  {
    title: "adopted with an egress rule",
    resources: [vpc, group({ egress: everywhere }), model],
    outcome: "violation",
  },
  {
    title: "a rule of its own opens it again",
    resources: [
      vpc,
      group({}),
      {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        name: "in",
        props: { ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" },
        refersTo: { securityGroupId: "closed" },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: the default group of another VPC is closed",
    resources: [{ ...vpc, name: "other" }, vpc, group({}), model],
    outcome: "violation",
  },
  {
    title: "rules that hang on something not known yet",
    resources: [vpc, group({ egress: UNKNOWN }, { egress: "vpc" }), model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [vpc], outcome: "violation" },
  { title: "a subnet", resources: [subnet, vpc], outcome: "not-applicable" },
];
