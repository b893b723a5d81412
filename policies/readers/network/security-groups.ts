import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, valuesAt } from "../../core/values";
import { holdsPublicAddresses } from "./cidr";
import { subnetEgress, worst } from "./egress";
import { prefixListBlocks } from "./routes";
import * as types from "./types";

export type Direction = "ingress" | "egress";

const GROUPS: readonly string[] = [types.SECURITY_GROUP, types.DEFAULT_SECURITY_GROUP];
const SEPARATE_RULE_TYPES = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;
const RULE_OF_EITHER_DIRECTION = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** Resources that hold security group rules of one direction. */
export function securityGroupRuleTypes(direction: Direction): readonly string[] {
  return [...GROUPS, RULE_OF_EITHER_DIRECTION, SEPARATE_RULE_TYPES[direction]];
}

/**
 * The public blocks that a security group, or a rule on its own, opens in one direction; `undefined` if it holds no
 * rules of that direction.
 */
export function publicBlocks(
  resource: ResourceRecord,
  direction: Direction,
  estate: Estate,
): { readonly open: readonly string[]; readonly complete: boolean } | undefined {
  const blocks = blocksOf(resource, direction, estate);
  if (!blocks) return undefined;
  const open = blocks.filter((block): block is string => typeof block === "string");
  return {
    open: open.filter((block) => holdsPublicAddresses(block) !== false),
    complete: !blocks.includes(UNKNOWN),
  };
}

/**
 * Whether all that leaves the VPC of a security group, or of a rule's group, for the internet passes a firewall that drops
 * what it does not allow: which hosts, it decides better than addresses could.
 */
export function isEgressInspected(resource: ResourceRecord, estate: Estate): boolean {
  const groups = GROUPS.includes(resource.type)
    ? [resource]
    : estate.references(resource, "securityGroupId", GROUPS).found;
  const vpcs = groups.flatMap((group) => estate.references(group, "vpcId", types.VPCS).found);
  const subnets = vpcs.flatMap((vpc) => estate.referrers(vpc, "vpcId", types.SUBNETS));
  return worst(subnets.map((subnet) => subnetEgress(subnet, estate))).outcome === "inspected";
}

/** Rules that are given to a group outside of its own definition. */
export function separateRules(group: ResourceRecord, direction: Direction, estate: Estate): readonly ResourceRecord[] {
  return estate
    .referrers(group, "securityGroupId", [RULE_OF_EITHER_DIRECTION, SEPARATE_RULE_TYPES[direction]])
    .filter(({ type, props }) => type !== RULE_OF_EITHER_DIRECTION || props.type === direction);
}

function blocksOf(resource: ResourceRecord, direction: Direction, estate: Estate) {
  const { type, props } = resource;
  if (type === RULE_OF_EITHER_DIRECTION && props.type !== direction) return undefined;
  if (!GROUPS.includes(type)) return blocksOfRule(props, resource, estate);
  if (!isSet(resource, direction)) return undefined;
  return listOf(props[direction]).flatMap((rule) => blocksOfRule(rule, resource, estate));
}

/** Addresses that one rule names, in each of the forms that a rule is written in. */
function blocksOfRule(rule: unknown, resource: ResourceRecord, estate: Estate): readonly (string | Unknown)[] {
  if (!isObject(rule)) return [UNKNOWN];
  const named = ["cidrIpv4", "cidrIpv6", "cidrBlocks[]", "ipv6CidrBlocks[]"].flatMap((at) => valuesAt(rule, at));
  const lists = ["prefixListId", "prefixListIds[]"].flatMap((at) => valuesAt(rule, at));
  const listed = lists.flatMap((id) =>
    servesGatewayEndpoint(id, resource, estate) ? [] : prefixListBlocks(id, resource, estate),
  );
  return [...named, ...listed].map((block) => (typeof block === "string" ? block : UNKNOWN));
}

/** AWS's own lists for S3 and DynamoDB hold public addresses that traffic reaches through the gateway endpoint. */
function servesGatewayEndpoint(id: unknown, { edges }: ResourceRecord, estate: Estate): boolean {
  if (id !== UNKNOWN) return gatewayLists(estate).has(id);
  const properties = Object.keys(edges ?? {});
  return properties.some((key) => dependenciesOf({ edges }, key, [types.VPC_ENDPOINT], estate).length > 0);
}

/** Prefix lists that gateway endpoints of the run say are theirs. */
const gatewayLists = memoizeByEstate(
  (estate) => new Set(estate.ofType(types.VPC_ENDPOINT).flatMap(({ props }) => listOf(props.prefixListId))),
);
