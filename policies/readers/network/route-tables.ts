import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import * as types from "./types";

/** What routes the traffic of a subnet. */
export interface Routing {
  readonly tables: readonly ResourceRecord[];
  /** Routes that are added to the main route table which AWS made, without a resource for the table itself. */
  readonly addedToMain: readonly ResourceRecord[];
  /** Whether it is the main route table of a default VPC as AWS made it, with a route to an internet gateway. */
  readonly ofDefaultVpc: boolean;
}

/**
 * What routes the traffic of a subnet; UNKNOWN if this run does not manage it. A subnet without an association of its own
 * uses the main route table of its VPC.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html (read 2026-11).
 */
export function routingOf(subnet: ResourceRecord, estate: Estate): Routing | Unknown {
  const associations = estate.referrers(subnet, "subnetId", [types.ROUTE_TABLE_ASSOCIATION]);
  if (associations.length > 0) {
    const tables = associations.flatMap((own) => estate.references(own, "routeTableId", types.ROUTE_TABLES).found);
    if (tables.length > 0) return { tables, addedToMain: [], ofDefaultVpc: false };
    const [vpc] = associations.flatMap((own) => mainTableOwner(own, "routeTableId", estate) ?? []);
    return vpc ? mainRouting(vpc, estate) : UNKNOWN;
  }
  const [vpc] = estate.references(subnet, "vpcId", types.VPCS).found;
  if (vpc) return mainRouting(vpc, estate);
  return subnet.type === types.DEFAULT_SUBNET ? { tables: [], addedToMain: [], ofDefaultVpc: true } : UNKNOWN;
}

function mainRouting(vpc: ResourceRecord, estate: Estate): Routing | Unknown {
  const replaced = estate.referrers(vpc, "vpcId", [types.MAIN_ROUTE_TABLE_ASSOCIATION]);
  if (replaced.length > 0) {
    const tables = replaced.flatMap((main) => estate.references(main, "routeTableId", types.ROUTE_TABLES).found);
    return tables.length > 0 ? { tables, addedToMain: [], ofDefaultVpc: false } : UNKNOWN;
  }
  const tables = adoptedTables(estate).get(vpc) ?? [];
  const addedToMain = routesAddedToMain(estate).get(vpc) ?? [];
  // Adopting the main route table removes the route that AWS gave it.
  // Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html (read 2026-11).
  return { tables, addedToMain, ofDefaultVpc: vpc.type === types.DEFAULT_VPC && tables.length === 0 };
}

const adoptedTables = memoizeByEstate((estate) =>
  byMainTable(types.DEFAULT_ROUTE_TABLE, "defaultRouteTableId", estate),
);
const routesAddedToMain = memoizeByEstate((estate) => byMainTable(types.ROUTE, "routeTableId", estate));

/** Resources of a type by the VPC whose main route table their property names. */
function byMainTable(type: string, property: string, estate: Estate): ReadonlyMap<ResourceRecord, ResourceRecord[]> {
  const byVpc = new Map<ResourceRecord, ResourceRecord[]>();
  for (const record of estate.ofType(type)) {
    const vpc = mainTableOwner(record, property, estate);
    if (vpc) byVpc.set(vpc, [...(byVpc.get(vpc) ?? []), record]);
  }
  return byVpc;
}

/** The VPC whose main route table a property names. */
function mainTableOwner(record: ResourceRecord, property: string, estate: Estate): ResourceRecord | undefined {
  const id = record.props[property];
  return id === UNKNOWN ? dependenciesOf(record, property, types.VPCS, estate)[0] : mainTableIds(estate).get(id);
}

/** VPCs by the ids of their main route tables. */
const mainTableIds = memoizeByEstate((estate) => {
  const ids = estate.ofType(...types.VPCS).flatMap((vpc) => {
    const { mainRouteTableId, defaultRouteTableId } = vpc.props;
    return [mainRouteTableId, defaultRouteTableId].map((id) => [id, vpc] as const);
  });
  return new Map(ids.filter(([id]) => typeof id === "string"));
});
