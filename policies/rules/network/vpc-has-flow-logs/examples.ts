import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model, subnet, vpc } from "../example-network";

const flowLog = (trafficType: unknown, of: Record<string, string> = { vpcId: "vpc" }) => ({
  type: "aws:ec2/flowLog:FlowLog",
  name: "flow",
  props: { trafficType },
  refersTo: of,
});

export const examples: RuleExample[] = [
  { title: "all traffic is recorded", resources: [vpc, flowLog("ALL"), model], outcome: "pass" },
  { title: "no flow log", resources: [vpc, model], outcome: "violation" },
  { title: "only rejected traffic is recorded", resources: [vpc, flowLog("REJECT"), model], outcome: "violation" },
  {
    title: "near miss: another VPC is recorded",
    resources: [vpc, { ...vpc, name: "other" }, flowLog("ALL", { vpcId: "other" }), model],
    outcome: "violation",
  },
  {
    title: "what is recorded is not known yet",
    resources: [vpc, flowLog(UNKNOWN), model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [vpc], outcome: "violation" },
  { title: "a subnet", resources: [subnet, vpc], outcome: "not-applicable" },
];
