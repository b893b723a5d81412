import type { CatalogueEndpoint, Standard } from "@plinth/standards";
import { memoizeByResource } from "../../core/memoize";
import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { routingOf } from "./route-tables";
import * as types from "./types";

const SUBNET_ASSOCIATION = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation";
const SERVERLESS_ENDPOINT = "aws:opensearch/serverlessVpcEndpoint:ServerlessVpcEndpoint";
const TABLE_ASSOCIATION = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";

/** The catalogue's entry for the service of an endpoint, by its name there; undefined if the catalogue has none. */
export function catalogueEntryOf(
  { props }: ResourceRecord,
  { endpoints }: Standard,
): { readonly name: string; readonly entry: CatalogueEndpoint } | undefined | Unknown {
  const { serviceName } = props;
  if (serviceName === UNKNOWN) return UNKNOWN;
  for (const [name, entry] of Object.entries(endpoints)) {
    if (typeof serviceName === "string" && isService(serviceName, entry)) return { name, entry };
  }
  return undefined;
}

function isService(text: string, { serviceName }: CatalogueEndpoint): boolean {
  const [before = "", after = ""] = serviceName.split("{region}");
  return (
    text.startsWith(before) &&
    text.endsWith(after) &&
    /^[a-z0-9-]+$/.test(text.slice(before.length, text.length - after.length))
  );
}

/** Whether the endpoint is an interface with addresses of its own, rather than entries in route tables. */
export function isInterface(endpoint: ResourceRecord): boolean {
  // Gateway is what AWS makes when nothing is said.
  return isSet(endpoint, "vpcEndpointType") && endpoint.props.vpcEndpointType === "Interface";
}

/**
 * Names, in the standard's catalogue, of the services that a subnet reaches through endpoints. An interface serves its
 * whole VPC, a gateway the subnets whose route tables it is in. UNKNOWN among them: an endpoint of a service not known yet.
 */
export const servicesReachedFrom = memoizeByResource((subnet, estate): ReadonlySet<string | Unknown> => {
  const vpcs = estate.references(subnet, "vpcId", types.VPCS).found;
  const routing = routingOf(subnet, estate);
  const tables = routing === UNKNOWN ? [] : routing.tables;
  const services = new Set<string | Unknown>();
  for (const endpoint of vpcs.flatMap((vpc) => estate.referrers(vpc, "vpcId", [types.VPC_ENDPOINT]))) {
    if (isInterface(endpoint) ? isInNoSubnet(endpoint, estate) : !isInTables(endpoint, tables, estate)) continue;
    const entry = catalogueEntryOf(endpoint, estate.standard);
    if (entry) services.add(entry === UNKNOWN ? UNKNOWN : entry.name);
  }
  // Collections of OpenSearch Serverless answer at endpoints that the service itself makes.
  const collections = vpcs.flatMap((vpc) => estate.referrers(vpc, "vpcId", [SERVERLESS_ENDPOINT]));
  if (collections.length > 0) services.add("aoss");
  return services;
});

/** An interface that is said to be in no subnet has no address to answer at. */
function isInNoSubnet(endpoint: ResourceRecord, estate: Estate): boolean {
  const { subnetIds } = endpoint.props;
  const none = Array.isArray(subnetIds) && subnetIds.length === 0 && !isSet(endpoint, "subnetConfigurations");
  return none && estate.referrers(endpoint, "vpcEndpointId", [SUBNET_ASSOCIATION]).length === 0;
}

/** Route tables that the program does not manage, such as a VPC's main one, are named by an id that is nobody's here. */
function isInTables(endpoint: ResourceRecord, tables: readonly ResourceRecord[], estate: Estate): boolean {
  const named = [
    estate.references(endpoint, "routeTableIds[]", types.ROUTE_TABLES),
    ...estate
      .referrers(endpoint, "vpcEndpointId", [TABLE_ASSOCIATION])
      .map((association) => estate.references(association, "routeTableId", types.ROUTE_TABLES)),
  ];
  const given = isSet(endpoint, "routeTableIds") ? named : named.slice(1);
  return given.some(({ found, complete }) => !complete || tables.some((table) => found.includes(table)));
}
