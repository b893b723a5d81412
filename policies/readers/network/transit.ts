import type { Estate, ResourceRecord } from "../../core/rule";
import { anyPublic, prefixListBlocks } from "./routes";
import * as types from "./types";

const TABLES = [types.TRANSIT_ROUTE_TABLE, types.TRANSIT_GATEWAY];

/** Attachments that bring routes by BGP, or lead to gateways elsewhere: what is behind them is in no program. */
const DYNAMIC = [
  "aws:ec2/vpnConnection:VpnConnection",
  "aws:ec2transitgateway/connect:Connect",
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
] as const;
const DIRECT_CONNECT = "aws:directconnect/gatewayAssociation:GatewayAssociation";

/** Static routes of a transit gateway's tables for public destinations. */
export function transitRoutes(gateway: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  return estate.ofType(types.TRANSIT_ROUTE, types.TRANSIT_LIST_ROUTE).filter((route) => {
    if (route.props.blackhole === true) return false;
    if (anyPublic(destinationsOf(route, estate)) === false) return false;
    const { found } = estate.references(route, "transitGatewayRouteTableId", TABLES);
    const owners = found.map((table) =>
      table.type === types.TRANSIT_GATEWAY
        ? table
        : estate.references(table, "transitGatewayId", [types.TRANSIT_GATEWAY]).found[0],
    );
    // A table that nobody here owns may be the gateway's default one.
    return owners.length === 0 || owners.some((owner) => owner === undefined || owner === gateway);
  });
}

function destinationsOf(route: ResourceRecord, estate: Estate): readonly unknown[] {
  const { destinationCidrBlock, prefixListId } = route.props;
  return route.type === types.TRANSIT_ROUTE ? [destinationCidrBlock] : prefixListBlocks(prefixListId, route, estate);
}

/** Whether the gateway reaches networks whose routes no program states. */
export function hasDynamicRoutes(gateway: ResourceRecord, estate: Estate): boolean {
  const attached = estate.referrers(gateway, "transitGatewayId", DYNAMIC);
  return attached.length > 0 || estate.referrers(gateway, "associatedGatewayId", [DIRECT_CONNECT]).length > 0;
}
