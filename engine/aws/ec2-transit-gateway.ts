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
});
