import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import {
  association,
  elsewhere,
  firewall,
  inSubnet,
  internet,
  isolated,
  model,
  publicElsewhere,
  route,
  subnet,
  table,
  vpc,
} from "../example-network";
import { kindsOfCompute } from "./examples-of-compute";
import { workflows } from "./examples-of-workflows";

const nat = { type: "aws:ec2/natGateway:NatGateway", name: "nat", props: {}, refersTo: { subnetId: "elsewhere" } };
const transit = { type: "aws:ec2transitgateway/transitGateway:TransitGateway", name: "hub", props: {} };
const endpoint = (vpcEndpointType: string) => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: "endpoint",
  props: { vpcEndpointType },
  refersTo: { vpcId: "vpc", subnetIds: ["elsewhere"] },
});

export const examples: RuleExample[] = [
  { title: "a function in an isolated subnet", resources: [inSubnet, ...isolated, model], outcome: "pass" },
  {
    title: "a route to a NAT gateway",
    resources: [inSubnet, ...isolated, elsewhere, nat, route("natGatewayId", "nat"), model],
    outcome: "violation",
  },
  {
    title: "a NAT route written inside the route table",
    resources: [
      inSubnet,
      vpc,
      subnet,
      {
        ...table,
        props: { routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat" }] },
        refersTo: { vpcId: "vpc", routes: "nat" },
      },
      association,
      elsewhere,
      nat,
      model,
    ],
    outcome: "violation",
  },
  {
    title: "half of the address space behind a NAT gateway",
    resources: [
      inSubnet,
      ...isolated,
      elsewhere,
      nat,
      route("natGatewayId", "nat", { destinationCidrBlock: "128.0.0.0/1" }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a route to an internet gateway in the main route table",
    resources: [
      inSubnet,
      vpc,
      subnet,
      internet,
      { ...route("gatewayId", "igw"), refersTo: { routeTableId: "main", gatewayId: "igw" } },
      { ...table, name: "main" },
      {
        type: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        name: "main",
        props: {},
        refersTo: { vpcId: "vpc", routeTableId: "main" },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "IPv6 leaves through an egress-only gateway",
    resources: [
      inSubnet,
      ...isolated,
      {
        type: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        name: "six",
        props: {},
        refersTo: { vpcId: "vpc" },
      },
      route("egressOnlyGatewayId", "six", { destinationIpv6CidrBlock: "::/0" }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: private addresses go to a transit gateway",
    resources: [
      inSubnet,
      ...isolated,
      transit,
      route("transitGatewayId", "hub", { destinationCidrBlock: "10.0.0.0/8" }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "everything goes to a transit gateway of another stack",
    resources: [inSubnet, ...isolated, route("transitGatewayId", undefined), model],
    outcome: "undetermined",
  },
  {
    title: "a transit gateway that forwards to a VPC with an internet gateway",
    resources: [
      inSubnet,
      ...isolated,
      ...publicElsewhere,
      transit,
      route("transitGatewayId", "hub"),
      {
        type: "aws:ec2transitgateway/routeTable:RouteTable",
        name: "hub-table",
        props: {},
        refersTo: { transitGatewayId: "hub" },
      },
      {
        type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        name: "exit",
        props: {},
        refersTo: { transitGatewayId: "hub", subnetIds: ["elsewhere"] },
      },
      {
        type: "aws:ec2transitgateway/route:Route",
        name: "hub-out",
        props: { destinationCidrBlock: "0.0.0.0/0" },
        refersTo: { transitGatewayRouteTableId: "hub-table", transitGatewayAttachmentId: "exit" },
      },
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a gateway endpoint for a prefix list of AWS",
    resources: [
      inSubnet,
      ...isolated,
      elsewhere,
      endpoint("Gateway"),
      route("gatewayId", "endpoint", { destinationPrefixListId: "pl-6da54004" }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "an inspected egress with an allow list",
    resources: [
      inSubnet,
      ...isolated,
      ...publicElsewhere,
      ...firewall(["aws:drop_established"]),
      route("vpcEndpointId", "firewall"),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a firewall that lets everything pass",
    resources: [
      inSubnet,
      ...isolated,
      ...publicElsewhere,
      ...firewall(["aws:alert_established"]),
      route("vpcEndpointId", "firewall"),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a subnet of another stack",
    resources: [{ ...inSubnet, refersTo: undefined }, model],
    outcome: "undetermined",
  },
  {
    title: "a subnet that is not known yet",
    resources: [{ ...inSubnet, props: { vpcConfig: { subnetIds: [UNKNOWN] } }, refersTo: undefined }, model],
    outcome: "undetermined",
  },
  ...kindsOfCompute,
  ...workflows,
];
