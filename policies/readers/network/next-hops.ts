import { dependenciesOf } from "../../core/dependencies";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { dropsByDefault } from "./firewall";
import type { Hop, Route } from "./routes";
import { hasDynamicRoutes, transitRoutes } from "./transit";
import * as types from "./types";

/** `inspected`: only through a firewall that drops what it does not allow; `unknown`: it leaves what this run manages. */
export type Outcome = "none" | "inspected" | "unknown" | "path";

/** Where one route leads: to an end, or to subnets whose own routes go on. */
export type Way =
  | { readonly via: readonly string[]; readonly outcome: Outcome }
  | {
      readonly via: readonly string[];
      readonly to: readonly ResourceRecord[];
      /** Default: a path. */
      readonly beyond?: Beyond;
    };

/** What a way to the internet counts as, after what stands before it. */
export type Beyond = Exclude<Outcome, "none">;

/** Everywhere that a route out of `from` leads. */
export function waysAlong(route: Route, from: ResourceRecord, estate: Estate): readonly Way[] {
  if (route.hops.length === 0) return [unmanaged("a target")];
  return route.hops.flatMap((hop) => through(hop, from, estate));
}

function through(hop: Hop, from: ResourceRecord, estate: Estate): readonly Way[] {
  const [target] = hop.targets;
  switch (hop.property) {
    case "gatewayId":
      return throughGateway(hop, target);
    case "natGatewayId":
      // A private NAT gateway only translates addresses; where its own subnet routes to decides.
      if (target?.props.connectivityType === "private") return [beyond(target, "subnetId", estate)];
      return [open(target ? `NAT gateway ${target.name}` : "a NAT gateway")];
    case "egressOnlyGatewayId":
      return [open(target ? `egress-only internet gateway ${target.name}` : "an egress-only internet gateway")];
    case "carrierGatewayId":
      return [open(target ? `carrier gateway ${target.name}` : "a carrier gateway")];
    case "networkInterfaceId":
    case "instanceId":
      return [target ? beyond(target, "subnetId", estate) : unmanaged("a network interface")];
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

function open(what: string): Way {
  return { outcome: "path", via: [what] };
}

function unmanaged(what: string): Way {
  return { outcome: "unknown", via: [`${what} that is not managed here`] };
}

/** `gatewayId` names internet gateways, virtual private gateways, gateway endpoints and `local`. */
function throughGateway({ id }: Hop, target: ResourceRecord | undefined): readonly Way[] {
  const kind = target?.type ?? (id === UNKNOWN ? "" : id.split("-", 1)[0]);
  const name = target?.name ?? "that is not managed here";
  if (kind === "local" || kind === "vpce" || kind === types.VPC_ENDPOINT) return [];
  if (kind === "igw" || kind === types.INTERNET_GATEWAY) return [open(`internet gateway ${name}`)];
  if (kind === "vgw" || kind === types.VPN_GATEWAY) {
    return [{ outcome: "unknown", via: [`virtual private gateway ${name}`] }];
  }
  return [unmanaged("a gateway")];
}

/** On through the subnets that something in the middle stands in. */
function beyond(middle: ResourceRecord, subnets: string, estate: Estate): Way {
  const { found, complete } = estate.references(middle, subnets, types.SUBNETS);
  return complete && found.length > 0 ? { to: found, via: [middle.name] } : unmanaged(`a subnet of ${middle.name}`);
}

const FIREWALL_SUBNETS: Readonly<Record<string, string>> = {
  [types.FIREWALL]: "subnetMappings[].subnetId",
  [types.FIREWALL_ENDPOINT]: "subnetMapping.subnetId",
};

/** A route can lead only to the endpoint of a firewall or of a Gateway Load Balancer, which inspects what passes. */
function throughFirewall(endpoint: ResourceRecord, estate: Estate): Way {
  const way = beyond(endpoint, FIREWALL_SUBNETS[endpoint.type] ?? "subnetIds[]", estate);
  return "to" in way ? { ...way, beyond: afterInspection(endpoint, estate) } : way;
}

function afterInspection(firewall: ResourceRecord, estate: Estate): Beyond {
  const drops = dropsByDefault(firewall, estate);
  if (drops === UNKNOWN) return "unknown";
  return drops ? "inspected" : "path";
}

function throughTransit(gateway: ResourceRecord, estate: Estate): readonly Way[] {
  const via = `transit gateway ${gateway.name}`;
  const attachment = "transitGatewayAttachmentId";
  const ways = transitRoutes(gateway, estate).map((route): Way => {
    const [firewall] = dependenciesOf(route, attachment, [types.FIREWALL], estate);
    if (firewall) return { outcome: afterInspection(firewall, estate), via: [firewall.name] };
    const [vpc] = estate.references(route, attachment, [types.TRANSIT_VPC_ATTACHMENT]).found;
    return vpc ? beyond(vpc, "subnetIds[]", estate) : unmanaged("an attachment");
  });
  if (hasDynamicRoutes(gateway, estate)) {
    ways.push({ outcome: "unknown", via: ["routes that a network beyond it announces"] });
  }
  return ways.map((way) => ({ ...way, via: [via, ...way.via] }));
}

/**
 * AWS does not forward through a peering to the peer's gateways, so a public destination makes sense only with a proxy
 * in the peer: what the peer's subnets reach counts.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html (read 2026-11).
 */
function throughPeering(peering: ResourceRecord, from: ResourceRecord, estate: Estate): Way {
  const [own] = estate.references(from, "vpcId", types.VPCS).found;
  const ends = ["vpcId", "peerVpcId"].flatMap((end) => estate.references(peering, end, types.VPCS).found);
  const subnets = ends.filter((vpc) => vpc !== own).flatMap((vpc) => estate.referrers(vpc, "vpcId", types.SUBNETS));
  if (subnets.length === 0) return unmanaged(`peering ${peering.name} with a VPC`);
  return { to: subnets, via: [`peering ${peering.name}`] };
}
