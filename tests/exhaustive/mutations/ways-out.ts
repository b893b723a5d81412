import type { ResourceRecord } from "@plinth/policies";
import { ofType, withOneMore } from "./mutation";

const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";

/** The records with a route to the internet in each route table of a group's VPC. */
export function withWaysOut(
  records: readonly ResourceRecord[],
  { props: { vpcId } }: ResourceRecord,
): readonly ResourceRecord[] {
  const tables = ofType(records, ROUTE_TABLE).filter(({ props }) => props.vpcId === vpcId);
  return tables.reduce(
    (more, table) =>
      withOneMore(more, table, {
        type: "aws:ec2/route:Route",
        name: `${table.name}-way-out`,
        props: { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" },
      }),
    records,
  );
}
