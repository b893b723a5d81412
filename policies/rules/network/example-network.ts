import type { RuleExample } from "../../testing/rule-examples";

type Resource = RuleExample["resources"][number];

/** Parts of a network that examples of several rules stand in. A resource's id is its name. */
export const vpc: Resource = { type: "aws:ec2/vpc:Vpc", name: "vpc", props: { cidrBlock: "10.0.0.0/16" } };
export const subnet: Resource = {
  type: "aws:ec2/subnet:Subnet",
  name: "subnet",
  props: { cidrBlock: "10.0.1.0/24" },
  refersTo: { vpcId: "vpc" },
};
export const table: Resource = {
  type: "aws:ec2/routeTable:RouteTable",
  name: "table",
  props: {},
  refersTo: { vpcId: "vpc" },
};
export const association: Resource = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  name: "association",
  props: {},
  refersTo: { subnetId: "subnet", routeTableId: "table" },
};
/** An isolated subnet: in a VPC, with a route table that has only the local route. */
export const isolated: readonly Resource[] = [vpc, subnet, table, association];

/** What makes a stack one that invokes models. */
export const model: Resource = { type: "aws:bedrock/inferenceProfile:InferenceProfile", name: "model", props: {} };

export const inSubnet: Resource = {
  type: "aws:lambda/function:Function",
  name: "answer",
  props: { vpcConfig: { subnetIds: ["subnet"], securityGroupIds: ["group"] } },
  refersTo: { vpcConfig: ["subnet"] },
};

const EVERYWHERE = { destinationCidrBlock: "0.0.0.0/0" };

/** A route in `table` for `destination` to what `property` names. */
export function route(property: string, target: string | undefined, props: Resource["props"] = EVERYWHERE): Resource {
  return {
    type: "aws:ec2/route:Route",
    name: "out",
    props: target === undefined ? { ...props, [property]: `${property}-elsewhere` } : props,
    refersTo: { routeTableId: "table", ...(target === undefined ? {} : { [property]: target }) },
  };
}

/** Another subnet, and a way from it to the internet. */
export const elsewhere: Resource = { ...subnet, name: "elsewhere", props: { cidrBlock: "10.0.2.0/24" } };
export const internet: Resource = {
  type: "aws:ec2/internetGateway:InternetGateway",
  name: "igw",
  props: {},
  refersTo: { vpcId: "vpc" },
};
export const publicElsewhere: readonly Resource[] = [
  elsewhere,
  internet,
  { ...table, name: "public" },
  { ...association, name: "public", refersTo: { subnetId: "elsewhere", routeTableId: "public" } },
  { ...route("gatewayId", "igw"), name: "default", refersTo: { routeTableId: "public", gatewayId: "igw" } },
];

/** A firewall in that other subnet. */
export const firewall = (statefulDefaultActions: string[]): Resource[] => [
  {
    type: "aws:networkfirewall/firewall:Firewall",
    name: "firewall",
    props: { subnetMappings: [{ subnetId: "elsewhere" }] },
    refersTo: { subnetMappings: "elsewhere", firewallPolicyArn: "allowed" },
  },
  {
    type: "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    name: "allowed",
    props: { firewallPolicy: { statelessDefaultActions: ["aws:forward_to_sfe"], statefulDefaultActions } },
  },
];
