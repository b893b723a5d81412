import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { isEmpty, isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, type PlainObject } from "../../core/values";
import { holdsPublicAddresses } from "./cidr";
import { routingOf } from "./route-tables";
import * as types from "./types";

/** Where a route leads: to what, by the property of the route that names it. */
export interface RouteTarget {
  readonly property: TargetProperty;
  readonly id: string | Unknown;
  /** What it is, if this run manages it. */
  readonly resources: readonly ResourceRecord[];
}

export interface Route {
  /** What to call it in a message. */
  readonly label: string;
  /** Whether addresses on the internet are among its destinations; UNKNOWN if that cannot be said yet. */
  readonly toPublic: boolean | Unknown;
  readonly targets: readonly RouteTarget[];
}

/** Types that each target property of a route may name. */
const TARGETS = {
  gatewayId: [types.INTERNET_GATEWAY, types.VPN_GATEWAY, types.VPC_ENDPOINT],
  natGatewayId: [types.NAT_GATEWAY],
  egressOnlyGatewayId: [types.EGRESS_ONLY_GATEWAY],
  carrierGatewayId: [types.CARRIER_GATEWAY],
  transitGatewayId: [types.TRANSIT_GATEWAY],
  vpcPeeringConnectionId: [types.PEERING],
  vpcEndpointId: [types.VPC_ENDPOINT, types.FIREWALL, types.FIREWALL_ENDPOINT],
  networkInterfaceId: [types.NETWORK_INTERFACE, "aws:ec2/instance:Instance"],
  instanceId: ["aws:ec2/instance:Instance"],
  localGatewayId: [],
  coreNetworkArn: [],
  odbNetworkArn: [],
} as const satisfies Record<string, readonly string[]>;
type TargetProperty = keyof typeof TARGETS;
const PROPERTIES = Object.keys(TARGETS) as readonly TargetProperty[];

/**
 * The routes that traffic leaving `subnet` can take, besides the local one; UNKNOWN if this run does not manage its
 * route table.
 */
export function routesOf(subnet: ResourceRecord, estate: Estate): readonly Route[] | Unknown {
  const routing = routingOf(subnet, estate);
  if (routing === UNKNOWN) return UNKNOWN;
  return [
    ...(routing.ofDefaultVpc ? [DEFAULT_VPC_ROUTE] : []),
    ...routing.tables.flatMap((table) => tableRoutes(table, estate)),
    ...routing.addedToMain.map((route) => ownRoute(route, estate)),
  ];
}

const DEFAULT_VPC_ROUTE: Route = {
  label: "the default VPC's own route",
  toPublic: true,
  targets: [{ property: "gatewayId", id: "igw-", resources: [] }],
};

function tableRoutes(table: ResourceRecord, estate: Estate): readonly Route[] {
  return [
    ...inlineRoutes(table, estate),
    ...estate.referrers(table, "routeTableId", [types.ROUTE]).map((route) => ownRoute(route, estate)),
    ...(propagates(table, estate) ? [PROPAGATED] : []),
  ];
}

/** What a virtual private gateway announces is not in any program. */
const PROPAGATED: Route = {
  label: "routes that a virtual private gateway propagates",
  toPublic: UNKNOWN,
  targets: [{ property: "gatewayId", id: "vgw-", resources: [] }],
};

function propagates(table: ResourceRecord, estate: Estate): boolean {
  return (
    isSet(table, "propagatingVgws") || estate.referrers(table, "routeTableId", [types.VPN_ROUTE_PROPAGATION]).length > 0
  );
}

function ownRoute(route: ResourceRecord, estate: Estate): Route {
  const targets = PROPERTIES.filter((property) => isSet(route, property)).map(
    (property): RouteTarget => ({
      property,
      id: idOf(route.props[property]),
      resources: estate.references(route, property, TARGETS[property]).found,
    }),
  );
  return { label: `route ${route.name}`, toPublic: leadsToPublic(route.props, route, estate), targets };
}

function inlineRoutes(table: ResourceRecord, estate: Estate): readonly Route[] {
  if (!isSet(table, "routes")) return [];
  const label = `a route of ${table.name}`;
  return listOf(table.props.routes).map((route): Route => {
    const given = isObject(route) ? PROPERTIES.filter((property) => !isEmpty(route[property])) : PROPERTIES;
    const targets = given.map((property) => inlineTarget(table, property, isObject(route) ? route : {}, estate));
    if (isObject(route)) return { label, toPublic: leadsToPublic(route, table, estate), targets };
    return { label, toPublic: UNKNOWN, targets: targets.filter(({ resources }) => resources.length > 0) };
  });
}

function inlineTarget(
  table: ResourceRecord,
  property: TargetProperty,
  route: PlainObject,
  estate: Estate,
): RouteTarget {
  const id = idOf(route[property] ?? UNKNOWN);
  const resources =
    id === UNKNOWN
      ? dependenciesOf(table, "routes", TARGETS[property], estate)
      : estate.references(table, `routes[].${property}`, TARGETS[property]).found.filter((target) => target.id === id);
  return { property, id, resources };
}

function leadsToPublic(route: PlainObject, owner: ResourceRecord, estate: Estate): boolean | Unknown {
  const blocks = ["cidrBlock", "ipv6CidrBlock", "destinationCidrBlock", "destinationIpv6CidrBlock"]
    .map((key) => route[key])
    .filter((block) => !isEmpty(block));
  const lists = [route.destinationPrefixListId].filter((list) => !isEmpty(list));
  if (lists.length > 0) blocks.push(...prefixListBlocks(lists[0], owner, estate));
  return anyPublic(blocks);
}

/** Whether one of the CIDR blocks holds public addresses; UNKNOWN if that hangs on one that is not known. */
export function anyPublic(blocks: readonly unknown[]): boolean | Unknown {
  const answers = blocks.map((block) => (typeof block === "string" ? holdsPublicAddresses(block) : undefined));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? UNKNOWN : false;
}

const prefixListsById = memoizeByEstate(
  (estate) => new Map(estate.ofType(types.PREFIX_LIST).map((list) => [list.id as unknown, list])),
);

/** Entries of the prefix list that `id` names; UNKNOWN if this run does not manage it. */
export function prefixListBlocks(id: unknown, owner: ResourceRecord, estate: Estate): readonly unknown[] {
  const [list] =
    id === UNKNOWN
      ? Object.keys(owner.edges ?? {}).flatMap((key) => dependenciesOf(owner, key, [types.PREFIX_LIST], estate))
      : [prefixListsById(estate).get(id)];
  if (!list) return [UNKNOWN];
  const entries = estate.referrers(list, "prefixListId", [types.PREFIX_LIST_ENTRY]);
  const inline = isSet(list, "entries") ? listOf(list.props.entries) : [];
  return [...inline, ...entries.map(({ props }) => props)].map((e) => (isObject(e) ? e.cidr : UNKNOWN));
}

function idOf(value: unknown): string | Unknown {
  return typeof value === "string" ? value : UNKNOWN;
}
