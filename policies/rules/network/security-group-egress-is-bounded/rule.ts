import type { Rule, Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { ROUTING_TYPES } from "../../../readers/network/routing-types";
import { groupEgress, publicBlocks, securityGroupRuleTypes } from "../../../readers/network/security-groups";

/** See why.md. */
export const rule: Rule = {
  id: "security-group-egress-is-bounded",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: ROUTING_TYPES,
  causes: ROUTING_TYPES,
  title: "Security groups let traffic out to private addresses and AWS endpoints only",
  scope: "stack",
  types: securityGroupRuleTypes("egress"),

  judge: hygiene((resource, estate): Verdict => {
    const blocks = publicBlocks(resource, "egress", estate);
    if (!blocks) return { outcome: "not-applicable", reason: "it lets nothing out" };
    const egress = blocks.open.length > 0 ? groupEgress(resource, estate) : undefined;
    if (egress && egress.outcome !== "inspected") {
      // Where no route leads out, or what stands in the group has nothing to give away, it is a second wall that is open.
      const isSecondWall = egress.outcome === "none" || egress.harmless;
      return {
        outcome: "violation",
        ...(isSecondWall && { advisory: true }),
        found: `${resource.name} lets traffic out to ${blocks.open.join(", ")}`,
        required: "egress to private addresses, to security groups, or to the prefix list of a gateway endpoint",
        fix: "name the endpoints' security group, or the VPC's own address block, as the destination",
      };
    }
    if (!blocks.complete) return { outcome: "undetermined", reason: "a destination is not known yet" };
    return { outcome: "pass" };
  }),
};
