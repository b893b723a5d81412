import {
  association,
  internet,
  isolated,
  route,
  subnet,
  table,
  vpc,
} from "../../../../../../policies/rules/network/example-network";
import { everywhere, far, type Resource, resource } from "./resources";

const transit = resource("aws:ec2transitgateway/transitGateway:TransitGateway", "hub");
const transitTable = resource("aws:ec2transitgateway/routeTable:RouteTable", "hub-table", { transitGatewayId: "hub" });
const attachment = resource("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "spoke", {
  transitGatewayId: "hub",
  vpcId: "far",
  subnetIds: ["far-subnet"],
});
const onwards = { transitGatewayRouteTableId: "hub-table", transitGatewayAttachmentId: "spoke" };
const list = (cidr: string) =>
  resource("aws:ec2/managedPrefixList:ManagedPrefixList", "list", {}, { entries: [{ cidr }] });
const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet" });

/** Every way out of `subnet`. */
export const WAYS: Readonly<Record<string, readonly Resource[]>> = {
  "an internet gateway": [...isolated, internet, route("gatewayId", "igw")],
  "an internet gateway over IPv6": [
    ...isolated,
    internet,
    route("gatewayId", "igw", { destinationIpv6CidrBlock: "::/0" }),
  ],
  "a NAT gateway": [...isolated, nat, route("natGatewayId", "nat")],
  "a regional NAT gateway": [
    ...isolated,
    resource("aws:ec2/natGateway:NatGateway", "nat", { vpcId: "vpc" }, { availabilityMode: "regional" }),
    route("natGatewayId", "nat"),
  ],
  "an egress-only gateway": [
    ...isolated,
    resource("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "six", { vpcId: "vpc" }),
    route("egressOnlyGatewayId", "six", { destinationIpv6CidrBlock: "::/0" }),
  ],
  "half of the addresses": [...isolated, nat, route("natGatewayId", "nat", { destinationCidrBlock: "128.0.0.0/1" })],
  "a prefix list of public addresses": [
    ...isolated,
    nat,
    list("8.8.8.0/24"),
    {
      ...route("natGatewayId", "nat", {}),
      refersTo: { routeTableId: "table", natGatewayId: "nat", destinationPrefixListId: "list" },
    },
  ],
  "a route inside the table": [
    vpc,
    subnet,
    association,
    resource(
      "aws:ec2/routeTable:RouteTable",
      "table",
      { vpcId: "vpc", routes: "igw" },
      {
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw" }],
      },
    ),
    internet,
  ],
  "a main route table": [
    vpc,
    subnet,
    { ...table, name: "main" },
    resource("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
      vpcId: "vpc",
      routeTableId: "main",
    }),
    internet,
    { ...route("gatewayId", "igw"), refersTo: { routeTableId: "main", gatewayId: "igw" } },
  ],
  "a NAT instance": [
    ...isolated,
    ...far,
    resource("aws:ec2/networkInterface:NetworkInterface", "proxy", { subnetId: "far-subnet" }),
    route("networkInterfaceId", "proxy"),
  ],
  "a peering": [
    ...isolated,
    ...far,
    resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peers", { vpcId: "vpc", peerVpcId: "far" }),
    route("vpcPeeringConnectionId", "peers"),
  ],
  "a transit gateway": [
    ...isolated,
    ...far,
    transit,
    transitTable,
    attachment,
    resource("aws:ec2transitgateway/route:Route", "onwards", onwards, everywhere),
    route("transitGatewayId", "hub"),
  ],
  "a transit gateway with a prefix list": [
    ...isolated,
    ...far,
    transit,
    transitTable,
    attachment,
    list("0.0.0.0/0"),
    resource("aws:ec2transitgateway/prefixListReference:PrefixListReference", "onwards", {
      ...onwards,
      prefixListId: "list",
    }),
    route("transitGatewayId", "hub"),
  ],
};
/** What leads to no address on the internet. */
export const NO_WAYS: Readonly<Record<string, readonly Resource[]>> = {
  "the local route": isolated,
  "a route for private addresses": [
    ...isolated,
    nat,
    route("natGatewayId", "nat", { destinationCidrBlock: "10.0.0.0/8" }),
  ],
  "an internet gateway that no route leads to": [...isolated, internet],
  "a prefix list of private addresses": [
    ...isolated,
    nat,
    list("10.1.0.0/16"),
    {
      ...route("natGatewayId", "nat", {}),
      refersTo: { routeTableId: "table", natGatewayId: "nat", destinationPrefixListId: "list" },
    },
  ],
};
/** Ways that another team's network decides. */
export const UNSEEN: Readonly<Record<string, readonly Resource[]>> = {
  "a virtual private gateway": [
    ...isolated,
    resource("aws:ec2/vpnGateway:VpnGateway", "vpn", { vpcId: "vpc" }),
    route("gatewayId", "vpn"),
  ],
  "a transit gateway that a data centre is behind": [
    ...isolated,
    transit,
    resource("aws:directconnect/gatewayAssociation:GatewayAssociation", "office", { associatedGatewayId: "hub" }),
    route("transitGatewayId", "hub"),
  ],
};
