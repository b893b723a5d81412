import { type Estate, type ResourceRecord, UNKNOWN } from "../../rule";
import { dependenciesOf, perResource } from "../per-estate";
import { dropsByDefault } from "./firewall";
import { type Hop, type Route, routesOf } from "./routes";
import { hasDynamicRoutes, transitRoutes } from "./transit";
import * as types from "./types";

/**
 * Whether traffic can leave for the internet, and through what. `inspected`: only through a firewall that
 * drops what it does not allow; `unknown`: it leaves what this run manages or knows.
 */
export interface Egress {
  readonly outcome: "none" | "inspected" | "unknown" | "path";
  readonly via: readonly string[];
}

const SEVERITY = ["none", "inspected", "unknown", "path"] as const;
export const NONE: Egress = { outcome: "none", via: [] };
export const path = (via: string): Egress => ({ outcome: "path", via: [via] });
export const unknown = (via: string): Egress => ({ outcome: "unknown", via: [via] });

/** The worst of several ways out; none if there are none. */
export function worst(ways: readonly Egress[]): Egress {
  return ways.reduce((a, b) => (SEVERITY.indexOf(b.outcome) > SEVERITY.indexOf(a.outcome) ? b : a), NONE);
}

/** Whether anything in the subnet has a way to the internet. */
export const subnetEgress = perResource((subnet, estate) =>
  fromSubnet(subnet, { estate, seen: new Set(), seenInspected: new Set() }),
);

/** One look around. What was seen behind a firewall may be reached without one too, so the two are kept apart. */
interface Walk {
  readonly estate: Estate;
  readonly seen: Set<ResourceRecord>;
  readonly seenInspected: Set<ResourceRecord>;
}

function fromSubnet(subnet: ResourceRecord, walk: Walk): Egress {
  if (walk.seen.has(subnet)) return NONE;
  walk.seen.add(subnet);
  const routes = routesOf(subnet, walk.estate);
  if (routes === UNKNOWN) return unknown(`the route table of subnet ${subnet.name}`);
  return worst(routes.filter(({ toPublic }) => toPublic !== false).map((route) => along(route, subnet, walk)));
}

function along(route: Route, from: ResourceRecord, walk: Walk): Egress {
  if (route.hops.length === 0) return unknown(route.label);
  return behind(route.label, worst(route.hops.map((hop) => through(hop, from, walk))));
}

/** `egress`, reached through one thing more. */
function behind(label: string, { outcome, via }: Egress): Egress {
  return outcome === "none" ? NONE : { outcome, via: [label, ...via] };
}

function through(hop: Hop, from: ResourceRecord, walk: Walk): Egress {
  const [target] = hop.targets;
  switch (hop.property) {
    case "gatewayId":
      return throughGateway(hop, target);
    case "natGatewayId":
      // A private NAT gateway only translates addresses; where its own subnet routes to decides.
      if (target?.props.connectivityType === "private") return beyond(target, "subnetId", walk);
      return path(target ? `NAT gateway ${target.name}` : "a NAT gateway");
    case "egressOnlyGatewayId":
      return path(target ? `egress-only internet gateway ${target.name}` : "an egress-only internet gateway");
    case "carrierGatewayId":
      return path(target ? `carrier gateway ${target.name}` : "a carrier gateway");
    case "networkInterfaceId":
    case "instanceId":
      return target ? beyond(target, "subnetId", walk) : unmanaged("a network interface");
    case "vpcEndpointId":
      return target ? throughFirewall(target, walk) : unmanaged("an endpoint");
    case "transitGatewayId":
      return target ? throughTransit(target, walk) : unmanaged("a transit gateway");
    case "vpcPeeringConnectionId":
      return target ? throughPeering(target, from, walk) : unmanaged("a peering");
    default:
      return unknown("a gateway whose other side this program does not state");
  }
}

function unmanaged(what: string): Egress {
  return unknown(`${what} that is not managed here`);
}

/** `gatewayId` names internet gateways, virtual private gateways, gateway endpoints and `local`. */
function throughGateway({ id }: Hop, target: ResourceRecord | undefined): Egress {
  const kind = target?.type ?? (id === UNKNOWN ? "" : id.split("-", 1)[0]);
  const name = target?.name ?? "that is not managed here";
  if (kind === "local" || kind === "vpce" || kind === types.VPC_ENDPOINT) return NONE;
  if (kind === "igw" || kind === types.INTERNET_GATEWAY) return path(`internet gateway ${name}`);
  if (kind === "vgw" || kind === types.VPN_GATEWAY) return unknown(`virtual private gateway ${name}`);
  return unmanaged("a gateway");
}

/** What the subnets can reach that something in the middle stands in. */
function beyond(middle: ResourceRecord, subnets: string, walk: Walk): Egress {
  const { found, complete } = walk.estate.references(middle, subnets, types.SUBNETS);
  const ways = found.map((subnet) => fromSubnet(subnet, walk));
  if (!complete || found.length === 0) ways.push(unmanaged("a subnet"));
  return behind(middle.name, worst(ways));
}

const FIREWALL_SUBNETS: Readonly<Record<string, string>> = {
  [types.FIREWALL]: "subnetMappings[].subnetId",
  [types.FIREWALL_ENDPOINT]: "subnetMapping.subnetId",
};

/** A route can lead only to the endpoint of a firewall or of a Gateway Load Balancer, which inspects what passes. */
function throughFirewall(endpoint: ResourceRecord, walk: Walk): Egress {
  const inspected = { ...walk, seen: walk.seenInspected };
  const egress = beyond(endpoint, FIREWALL_SUBNETS[endpoint.type] ?? "subnetIds[]", inspected);
  return egress.outcome === "path" ? { ...egress, outcome: afterInspection(endpoint, walk.estate) } : egress;
}

function afterInspection(firewall: ResourceRecord, estate: Estate): Egress["outcome"] {
  const drops = dropsByDefault(firewall, estate);
  if (drops === UNKNOWN) return "unknown";
  return drops ? "inspected" : "path";
}

function throughTransit(gateway: ResourceRecord, walk: Walk): Egress {
  const { estate } = walk;
  const attachment = "transitGatewayAttachmentId";
  const ways = transitRoutes(gateway, estate).map((route): Egress => {
    const [firewall] = dependenciesOf(route, attachment, [types.FIREWALL], estate);
    if (firewall) return { outcome: afterInspection(firewall, estate), via: [firewall.name] };
    const [vpc] = estate.references(route, attachment, [types.TRANSIT_VPC_ATTACHMENT]).found;
    return vpc ? beyond(vpc, "subnetIds[]", walk) : unmanaged("an attachment");
  });
  if (hasDynamicRoutes(gateway, estate)) ways.push(unknown("routes that a network beyond it announces"));
  return behind(`transit gateway ${gateway.name}`, worst(ways));
}

/**
 * AWS does not forward through a peering to the peer's gateways, so a public destination makes sense only with a proxy
 * in the peer: what the peer's subnets reach counts.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (read 2026-11).
 */
function throughPeering(peering: ResourceRecord, from: ResourceRecord, walk: Walk): Egress {
  const { estate } = walk;
  const [own] = estate.references(from, "vpcId", types.VPCS).found;
  const ends = ["vpcId", "peerVpcId"].flatMap((end) => estate.references(peering, end, types.VPCS).found);
  const subnets = ends.filter((vpc) => vpc !== own).flatMap((vpc) => estate.referrers(vpc, "vpcId", types.SUBNETS));
  if (subnets.length === 0) return unmanaged(`peering ${peering.name} with a VPC`);
  return behind(`peering ${peering.name}`, worst(subnets.map((subnet) => fromSubnet(subnet, walk))));
}
