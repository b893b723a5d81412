import * as types from "./types";

/** Types that decide where traffic goes: networks, routes, gateways, firewalls, endpoints, addresses. */
export const ROUTING_TYPES: readonly string[] = [
  ...Object.values(types).flat(),
  "aws:ec2/eip:Eip",
  "aws:ec2/eipAssociation:EipAssociation",
  "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation",
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
];
