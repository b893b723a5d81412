import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, valuesAt } from "../../core/values";
import { pathsOf } from "../resource/type-facts";
import { holdsPublicAddresses } from "./cidr";
import { COMPUTE_TYPES, computeEgress } from "./compute";
import { reachOf } from "./compute-reach";
import { subnetEgress, worst } from "./egress";
import type { Outcome } from "./next-hops";
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

/** What becomes of traffic that a security group, or a rule's group, lets out to the internet. */
export interface GroupEgress {
  /** As for compute: `none` and `inspected` leave nothing to address blocks. */
  readonly outcome: Outcome;
  /** Whether all that stands in the group is known, and none of it could give away anything of a workload. */
  readonly harmless: boolean;
}

/**
 * Where traffic can go that a group lets out: from the subnets of what stands in the group, or, where nothing does, from
 * all of its VPC. A firewall that drops what it does not allow decides better than addresses could.
 */
export function groupEgress(resource: ResourceRecord, estate: Estate): GroupEgress {
  const groups = GROUPS.includes(resource.type)
    ? [resource]
    : estate.references(resource, "securityGroupId", GROUPS).found;
  const members = groups.flatMap((group) => membersOf(estate).get(group) ?? []);
  const compute = members.filter(({ type }) => COMPUTE_TYPES.includes(type));
  if (members.length > 0 && compute.length === members.length) {
    const open = compute.filter((one) => !["none", "inspected"].includes(computeEgress(one, estate).outcome));
    return {
      outcome: worst(compute.map((one) => computeEgress(one, estate))).outcome,
      harmless: open.every((one) => reachOf(one, estate) === "nothing"),
    };
  }
  const vpcs = groups.flatMap((group) => estate.references(group, "vpcId", types.VPCS).found);
  const subnets = vpcs.flatMap((vpc) => estate.referrers(vpc, "vpcId", types.SUBNETS));
  if (subnets.length === 0) return { outcome: "unknown", harmless: false };
  return { outcome: worst(subnets.map((subnet) => subnetEgress(subnet, estate))).outcome, harmless: false };
}

/** What stands in each security group. */
const membersOf = memoizeByEstate((estate) => {
  const members = new Map<ResourceRecord, ResourceRecord[]>();
  for (const resource of estate.resources) {
    for (const path of pathsOf(resource.type, "securityGroups")) {
      for (const group of estate.references(resource, path, GROUPS).found) {
        members.set(group, [...(members.get(group) ?? []), resource]);
      }
    }
  }
  return members;
});

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
