import { service } from "./kit/service";

export const ec2TransitGateway = service("ec2transitgateway", {
  TransitGateway: {
    id: "tgw-{hex17}",
    arn: "ec2:{region}:{account}:transit-gateway/{id}",
    defaults: {
      amazonSideAsn: 64512,
      autoAcceptSharedAttachments: "disable",
      defaultRouteTableAssociation: "enable",
      defaultRouteTablePropagation: "enable",
      dnsSupport: "enable",
      multicastSupport: "disable",
      securityGroupReferencingSupport: "disable",
      vpnEcmpSupport: "enable",
    },
    replaces: ["multicastSupport"],
    outputs: {
      associationDefaultRouteTableId: "tgw-rtb-{hex17:rtb}",
      propagationDefaultRouteTableId: "tgw-rtb-{hex17:rtb}",
      ownerId: "{account}",
    },
  },
  VpcAttachment: {
    id: "tgw-attach-{hex17}",
    arn: "ec2:{region}:{account}:transit-gateway-attachment/{id}",
    defaults: { applianceModeSupport: "disable", dnsSupport: "enable", ipv6Support: "disable" },
    replaces: ["transitGatewayId", "vpcId"],
    outputs: {
      vpcOwnerId: "{account}",
      securityGroupReferencingSupport: "enable",
      transitGatewayDefaultRouteTableAssociation: true,
      transitGatewayDefaultRouteTablePropagation: true,
    },
  },
  RouteTable: {
    id: "tgw-rtb-{hex17}",
    arn: "ec2:{region}:{account}:transit-gateway-route-table/{id}",
    replaces: ["transitGatewayId"],
    outputs: { defaultAssociationRouteTable: false, defaultPropagationRouteTable: false },
  },
  // Ids: the SDK's imports, read 2026-11.
  Route: {
    id: "{transitGatewayRouteTableId}_{destinationCidrBlock}",
    defaults: { blackhole: false },
    replaces: ["blackhole", "destinationCidrBlock", "transitGatewayAttachmentId", "transitGatewayRouteTableId"],
  },
  RouteTableAssociation: {
    id: "{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
    replaces: ["transitGatewayAttachmentId", "transitGatewayRouteTableId"],
    outputs: { resourceType: "vpc" },
  },
  RouteTablePropagation: {
    id: "{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
    replaces: ["transitGatewayAttachmentId", "transitGatewayRouteTableId"],
    outputs: { resourceType: "vpc" },
  },
});
