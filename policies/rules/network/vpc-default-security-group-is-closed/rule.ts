import { isSet } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { type Direction, securityGroupRuleTypes, separateRules } from "../../../readers/network/security-groups";
import { DEFAULT_SECURITY_GROUP, VPCS } from "../../../readers/network/types";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** See why.md. */
export const rule: Rule = {
  id: "vpc-default-security-group-is-closed",
  layer: "network",
  family: "private-egress",
  severity: "medium",
  cures: [DEFAULT_SECURITY_GROUP],
  causes: DIRECTIONS.flatMap(securityGroupRuleTypes),
  title: "The default security group of a VPC lets nothing in and nothing out",
  scope: "stack",
  types: VPCS,

  judge: hygiene((vpc, estate): Verdict => {
    const [group] = estate.referrers(vpc, "vpcId", [DEFAULT_SECURITY_GROUP]);
    if (!group) return violation(vpc, "has the default security group that AWS gives it, which lets everything out");
    const open = DIRECTIONS.filter((direction) => hasRules(group, direction, estate));
    if (open.length > 0) return violation(vpc, `has a default security group with ${open.join(" and ")} rules`);
    if (DIRECTIONS.some((direction) => isSet(group, direction))) {
      return { outcome: "undetermined", reason: `the rules of ${group.name} are not known yet` };
    }
    return { outcome: "pass" };
  }),
};

function hasRules(group: ResourceRecord, direction: Direction, estate: Estate): boolean {
  const inline = isSet(group, direction) && group.props[direction] !== UNKNOWN;
  return inline || separateRules(group, direction, estate).length > 0;
}

function violation(vpc: ResourceRecord, found: string): Verdict {
  return {
    outcome: "violation",
    found: `${vpc.name} ${found}`,
    required: "a default security group without rules",
    fix: "adopt it with an aws.ec2.DefaultSecurityGroup that names the VPC and no rules",
  };
}
