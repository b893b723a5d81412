import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { VPCS } from "../../../readers/network/types";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";

/** See why.md. */
export const rule: Rule = {
  id: "vpc-has-flow-logs",
  layer: "network",
  family: "private-egress",
  severity: "medium",
  cures: [FLOW_LOG],
  title: "A VPC records its traffic, accepted and rejected",
  scope: "stack",
  types: VPCS,

  judge: hygiene((vpc, estate): Verdict => {
    const recorded = estate.referrers(vpc, "vpcId", [FLOW_LOG]).map(({ props }) => props.trafficType);
    if (recorded.includes("ALL")) return { outcome: "pass" };
    if (recorded.includes(UNKNOWN)) return { outcome: "undetermined", reason: "what is recorded is not known yet" };
    const found = recorded.length > 0 ? `records ${recorded.join(" and ")} traffic only` : "has no flow log";
    return {
      outcome: "violation",
      found: `${vpc.name} ${found}`,
      required: "a flow log of the VPC for all traffic",
      fix: 'add an aws.ec2.FlowLog with the VPC\'s id and trafficType "ALL", or use InferenceVpc',
    };
  }),
};
