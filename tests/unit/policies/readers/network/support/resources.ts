import type { RuleExample } from "@plinth/policies";
import { association, internet, subnet, table, vpc } from "../../../../../../policies/rules/network/example-network";

export type Resource = RuleExample["resources"][number];

/** A resource as rules' examples write it: what it refers to, by property, and its other properties. */
export const resource = (
  type: string,
  name: string,
  refersTo: Resource["refersTo"] = {},
  props: Resource["props"] = {},
): Resource => ({
  type,
  name,
  props,
  refersTo,
});

/** The destination of a default route. */
export const everywhere = { destinationCidrBlock: "0.0.0.0/0" };

/** Another VPC, `far`, whose one subnet has a route to the internet. */
export const far: readonly Resource[] = [
  { ...vpc, name: "far", props: { cidrBlock: "10.1.0.0/16" } },
  { ...subnet, name: "far-subnet", refersTo: { vpcId: "far" } },
  { ...table, name: "far-table", refersTo: { vpcId: "far" } },
  { ...association, name: "far-association", refersTo: { subnetId: "far-subnet", routeTableId: "far-table" } },
  resource("aws:ec2/route:Route", "far-out", { routeTableId: "far-table", gatewayId: "igw" }, everywhere),
  internet,
];
