import type { Rule, Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { ROUTING_TYPES } from "../../../readers/network/routing-types";
import { publicBlocks, securityGroupRuleTypes } from "../../../readers/network/security-groups";

/** See why.md. */
export const rule: Rule = {
  id: "security-group-ingress-is-bounded",
  layer: "network",
  family: "private-egress",
  severity: "high",
  cures: [],
  causes: ROUTING_TYPES,
  title: "Security groups let no traffic in from the internet",
  scope: "stack",
  types: securityGroupRuleTypes("ingress"),

  judge: hygiene((resource, estate): Verdict => {
    const blocks = publicBlocks(resource, "ingress", estate);
    if (!blocks) return { outcome: "not-applicable", reason: "it lets nothing in" };
    if (blocks.open.length > 0) {
      return {
        outcome: "violation",
        found: `${resource.name} lets traffic in from ${blocks.open.join(", ")}`,
        required: "ingress from private addresses or from security groups",
        fix: "name the security group or the private block that calls, or put an authenticated gateway in front",
      };
    }
    if (!blocks.complete) return { outcome: "undetermined", reason: "a source is not known yet" };
    return { outcome: "pass" };
  }),
};
