import { dependenciesOf } from "../../core/dependencies";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { dropsByDefault } from "./firewall";
import type { Route, RouteTarget } from "./routes";
import { hasDynamicRoutes, transitRoutes } from "./transit";
import * as types from "./types";

/** `inspected`: only through a firewall that drops what it does not allow; `unknown`: it leaves what this run manages. */
export type Outcome = "none" | "inspected" | "unknown" | "path";

/** Where one route leads: out of the estate, or to subnets whose own routes go on. */
export type NextHop =
  | { readonly via: readonly string[]; readonly outcome: Outcome }
  | {
      readonly via: readonly string[];
      readonly subnets: readonly ResourceRecord[];
      /** Default: a path. */
      readonly outcomeBeyond?: OutcomeBeyond;
    };

/** What a path to the internet counts as, after the hops before it. */
export type OutcomeBeyond = Exclude<Outcome, "none">;

/** The next hops of a route out of the subnet `from`. */
export function nextHopsOf(route: Route, from: ResourceRecord, estate: Estate): readonly NextHop[] {
  if (route.targets.length === 0) return [unmanaged("a target")];
  return route.targets.flatMap((target) => nextHopsThrough(target, from, estate));
}

function nextHopsThrough(routeTarget: RouteTarget, from: ResourceRecord, estate: Estate): readonly NextHop[] {
  const [target] = routeTarget.resources;
  switch (routeTarget.property) {
    case "gatewayId":
      return throughGateway(routeTarget, target);
    case "natGatewayId":
      // A private NAT gateway only translates addresses; where its own subnet routes to decides.
      if (target?.props.connectivityType === "private") return [throughSubnetsOf(target, "subnetId", estate)];
      return [internet(target ? `NAT gateway ${target.name}` : "a NAT gateway")];
    case "egressOnlyGatewayId":
      return [internet(target ? `egress-only internet gateway ${target.name}` : "an egress-only internet gateway")];
    case "carrierGatewayId":
      return [internet(target ? `carrier gateway ${target.name}` : "a carrier gateway")];
    case "networkInterfaceId":
    case "instanceId":
      return [target ? throughSubnetsOf(target, "subnetId", estate) : unmanaged("a network interface")];
    case "vpcEndpointId":
      return [target ? throughFirewall(target, estate) : unmanaged("an endpoint")];
    case "transitGatewayId":
      return target ? throughTransit(target, estate) : [unmanaged("a transit gateway")];
    case "vpcPeeringConnectionId":
      return [target ? throughPeering(target, from, estate) : unmanaged("a peering")];
    default:
      return [{ outcome: "unknown", via: ["a gateway whose other side this program does not state"] }];
  }
}

function internet(what: string): NextHop {
  return { outcome: "path", via: [what] };
}

function unmanaged(what: string): NextHop {
  return { outcome: "unknown", via: [`${what} that is not managed here`] };
}

/** `gatewayId` names internet gateways, virtual private gateways, gateway endpoints and `local`. */
function throughGateway({ id }: RouteTarget, target: ResourceRecord | undefined): readonly NextHop[] {
  const kind = target?.type ?? (id === UNKNOWN ? "" : id.split("-", 1)[0]);
  const name = target?.name ?? "that is not managed here";
  if (kind === "local" || kind === "vpce" || kind === types.VPC_ENDPOINT) return [];
  if (kind === "igw" || kind === types.INTERNET_GATEWAY) return [internet(`internet gateway ${name}`)];
  if (kind === "vgw" || kind === types.VPN_GATEWAY) {
    return [{ outcome: "unknown", via: [`virtual private gateway ${name}`] }];
  }
  return [unmanaged("a gateway")];
}

/** On through the subnets that a resource on the path is in. */
function throughSubnetsOf(middle: ResourceRecord, subnets: string, estate: Estate): NextHop {
  const { found, complete } = estate.references(middle, subnets, types.SUBNETS);
  return complete && found.length > 0
    ? { subnets: found, via: [middle.name] }
    : unmanaged(`a subnet of ${middle.name}`);
}

const FIREWALL_SUBNETS: Readonly<Record<string, string>> = {
  [types.FIREWALL]: "subnetMappings[].subnetId",
  [types.FIREWALL_ENDPOINT]: "subnetMapping.subnetId",
};

/** A route can lead only to the endpoint of a firewall or of a Gateway Load Balancer, which inspects what passes. */
function throughFirewall(endpoint: ResourceRecord, estate: Estate): NextHop {
  const nextHop = throughSubnetsOf(endpoint, FIREWALL_SUBNETS[endpoint.type] ?? "subnetIds[]", estate);
  return "subnets" in nextHop ? { ...nextHop, outcomeBeyond: afterInspection(endpoint, estate) } : nextHop;
}

function afterInspection(firewall: ResourceRecord, estate: Estate): OutcomeBeyond {
  const drops = dropsByDefault(firewall, estate);
  if (drops === UNKNOWN) return "unknown";
  return drops ? "inspected" : "path";
}

function throughTransit(gateway: ResourceRecord, estate: Estate): readonly NextHop[] {
  const via = `transit gateway ${gateway.name}`;
  const attachment = "transitGatewayAttachmentId";
  const nextHops = transitRoutes(gateway, estate).map((route): NextHop => {
    const [firewall] = dependenciesOf(route, attachment, [types.FIREWALL], estate);
    if (firewall) return { outcome: afterInspection(firewall, estate), via: [firewall.name] };
    const [vpc] = estate.references(route, attachment, [types.TRANSIT_VPC_ATTACHMENT]).found;
    return vpc ? throughSubnetsOf(vpc, "subnetIds[]", estate) : unmanaged("an attachment");
  });
  if (hasDynamicRoutes(gateway, estate)) {
    nextHops.push({ outcome: "unknown", via: ["routes that a network beyond it announces"] });
  }
  return nextHops.map((nextHop) => ({ ...nextHop, via: [via, ...nextHop.via] }));
}

/**
 * AWS does not forward through a peering to the peer's gateways, so a public destination makes sense only with a proxy
 * in the peer: what the peer's subnets reach counts.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (read 2026-11).
 */
function throughPeering(peering: ResourceRecord, from: ResourceRecord, estate: Estate): NextHop {
  const [own] = estate.references(from, "vpcId", types.VPCS).found;
  const ends = ["vpcId", "peerVpcId"].flatMap((end) => estate.references(peering, end, types.VPCS).found);
  const subnets = ends.filter((vpc) => vpc !== own).flatMap((vpc) => estate.referrers(vpc, "vpcId", types.SUBNETS));
  if (subnets.length === 0) return unmanaged(`peering ${peering.name} with a VPC`);
  return { subnets, via: [`peering ${peering.name}`] };
}
