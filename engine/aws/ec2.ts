import { DIGITS, draw, HEX } from "../digest";
import { UNKNOWN_VALUE, type Values } from "../simulation";
import type { Account } from "./kit/account";
import { zoneId, zoneName } from "./kit/regions";
import { service } from "./kit/service";
import { cidr, json, oneOf, range } from "./kit/validators";

/** What a VPC is born with; `kind` is the id's prefix. Unknown for a VPC that is not known. */
export function bornWith(vpcId: unknown, kind: "sg" | "rtb" | "acl"): string {
  return typeof vpcId !== "string" || vpcId === UNKNOWN_VALUE
    ? UNKNOWN_VALUE
    : `${kind}-${draw(`${vpcId}/default`, HEX, 17)}`;
}

/** The VPC that an account has in each region from the start. */
export function defaultVpcId({ accountId, region }: Account): string {
  const isUnknown = accountId === UNKNOWN_VALUE || region === UNKNOWN_VALUE;
  return isUnknown ? UNKNOWN_VALUE : `vpc-${draw(`${accountId}/${region}/default-vpc`, HEX, 17)}`;
}

/** Of a gateway endpoint's service, `com.amazonaws.<region>.s3`. */
export function prefixListId(serviceName: string): string {
  return `pl-${draw(serviceName, HEX, 8)}`;
}

/** AWS's default format, version 2. */
const FLOW_LOG_FORMAT =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
    .split(" ")
    .map((field) => `\${${field}}`)
    .join(" ");

const OPEN_ENDPOINT_POLICY = JSON.stringify({
  Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
});

function endpointOutputs({ properties, id }: { properties: Values; id: string }): Values {
  const { serviceName, vpcEndpointType, subnetIds, vpcId, privateDnsEnabled, securityGroupIds } = properties;
  const known = typeof serviceName === "string" && serviceName !== UNKNOWN_VALUE;
  const short = known ? serviceName.split(".").slice(3).join(".") : UNKNOWN_VALUE;
  const common = { ownerId: "{account}", requesterManaged: false, state: "available", policy: OPEN_ENDPOINT_POLICY };
  if (vpcEndpointType === "Gateway")
    return {
      ...common,
      cidrBlocks: known ? [`52.${draw(short, DIGITS, 2)}.0.0/16`] : UNKNOWN_VALUE,
      prefixListId: known ? prefixListId(serviceName) : UNKNOWN_VALUE,
      dnsEntries: [],
      networkInterfaceIds: [],
    };
  const regional = `vpce-${id.slice(5)}-{alnum8:dns}.${short}.{region}.vpce.{dnsSuffix}`;
  const names = [regional, ...(privateDnsEnabled === true ? [`${short}.{region}.{dnsSuffix}`] : [])];
  return {
    ...common,
    dnsEntries: known ? names.map((dnsName) => ({ dnsName, hostedZoneId: "Z{upper12:zone}" })) : UNKNOWN_VALUE,
    networkInterfaceIds: Array.isArray(subnetIds) ? subnetIds.map((_, index) => `eni-{hex17:eni-${index}}`) : [],
    securityGroupIds: securityGroupIds ?? [bornWith(vpcId, "sg")],
    privateDnsEnabled: false,
    ipAddressType: "ipv4",
    cidrBlocks: [],
    routeTableIds: [],
  };
}

const peer = { allowRemoteVpcDnsResolution: false };
const ROUTE_DESTINATION = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];

/** VPCs and what is in them. Forms: state of real stacks, and the SDK's documentation. */
export const ec2 = service("ec2", {
  Vpc: {
    id: "vpc-{hex17}",
    arn: "ec2:{region}:{account}:vpc/{id}",
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    validate: { cidrBlock: cidr, instanceTenancy: oneOf("default", "dedicated") },
    replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    outputs: ({ id }) => ({
      defaultNetworkAclId: bornWith(id, "acl"),
      defaultRouteTableId: bornWith(id, "rtb"),
      mainRouteTableId: bornWith(id, "rtb"),
      defaultSecurityGroupId: bornWith(id, "sg"),
      dhcpOptionsId: "dopt-{hex8}",
      ipv6AssociationId: "",
      ownerId: "{account}",
    }),
  },
  Subnet: {
    id: "subnet-{hex17}",
    arn: "ec2:{region}:{account}:subnet/{id}",
    defaults: {
      assignIpv6AddressOnCreation: false,
      enableDns64: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      enableResourceNameDnsARecordOnLaunch: false,
      ipv6Native: false,
      mapPublicIpOnLaunch: false,
    },
    validate: { cidrBlock: cidr },
    replaces: ["availabilityZone", "availabilityZoneId", "cidrBlock", "vpcId", "ipv6Native", "outpostArn"],
    outputs: ({ properties: { availabilityZone: zone, availabilityZoneId: given }, account: { region } }) => ({
      availabilityZone: typeof given === "string" && given !== UNKNOWN_VALUE ? zoneName(given, region) : `${region}a`,
      availabilityZoneId: zone === UNKNOWN_VALUE ? zone : zoneId(typeof zone === "string" ? zone : `${region}a`),
      ipv6CidrBlockAssociationId: "",
      ownerId: "{account}",
      privateDnsHostnameTypeOnLaunch: "ip-name",
    }),
  },
  RouteTable: {
    id: "rtb-{hex17}",
    arn: "ec2:{region}:{account}:route-table/{id}",
    replaces: ["vpcId"],
    outputs: { ownerId: "{account}" },
  },
  DefaultRouteTable: {
    id: "{defaultRouteTableId}",
    arn: "ec2:{region}:{account}:route-table/{id}",
    replaces: ["defaultRouteTableId"],
    outputs: { ownerId: "{account}", vpcId: "vpc-{hex17}" },
  },
  Route: {
    id: "r-{routeTableId}{digit10}",
    validate: { destinationCidrBlock: cidr },
    replaces: ["routeTableId", ...ROUTE_DESTINATION],
    outputs: { origin: "CreateRoute", state: "active", instanceId: "", instanceOwnerId: "" },
  },
  RouteTableAssociation: { id: "rtbassoc-{hex17}", replaces: ["subnetId", "gatewayId"] },
  MainRouteTableAssociation: {
    id: "rtbassoc-{hex17}",
    outputs: ({ properties: { vpcId } }) => ({ originalRouteTableId: bornWith(vpcId, "rtb") }),
    replaces: ["vpcId"],
  },
  InternetGateway: {
    id: "igw-{hex17}",
    arn: "ec2:{region}:{account}:internet-gateway/{id}",
    outputs: { ownerId: "{account}" },
    replaces: [],
  },
  InternetGatewayAttachment: { id: "{internetGatewayId}:{vpcId}", replaces: ["internetGatewayId", "vpcId"] },
  EgressOnlyInternetGateway: { id: "eigw-{hex17}", replaces: ["vpcId"] },
  NatGateway: {
    id: "nat-{hex17}",
    defaults: { connectivityType: "public" },
    validate: { connectivityType: oneOf("public", "private") },
    replaces: ["allocationId", "connectivityType", "privateIp", "subnetId"],
    outputs: ({ properties }) => ({
      associationId: properties.connectivityType === "private" ? "" : "eipassoc-{hex17}",
      networkInterfaceId: "eni-{hex17}",
      publicIp: properties.connectivityType === "private" ? "" : "203.0.113.{digit2}",
      privateIp: "10.0.0.{digit2}",
      availabilityMode: "zonal",
      routeTableId: "",
      regionalNatGatewayAutoMode: "",
      autoProvisionZones: "",
      autoScalingIps: "",
    }),
  },
  Eip: {
    id: "eipalloc-{hex17}",
    arn: "ec2:{region}:{account}:elastic-ip/{id}",
    replaces: ["domain", "publicIpv4Pool", "networkBorderGroup"],
    outputs: {
      allocationId: "{id}",
      publicIp: "203.0.113.{digit2}",
      publicDns: "ec2-{publicIp}.{region}.compute.{dnsSuffix}",
      domain: "vpc",
      networkBorderGroup: "{region}",
      publicIpv4Pool: "amazon",
      associationId: "",
      carrierIp: "",
      customerOwnedIp: "",
      privateDns: "",
      privateIp: "",
      ptrRecord: "",
    },
  },
  EipAssociation: { id: "eipassoc-{hex17}", replaces: ["allocationId", "instanceId", "networkInterfaceId"] },
  SecurityGroup: {
    id: "sg-{hex17}",
    arn: "ec2:{region}:{account}:security-group/{id}",
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    replaces: ["name", "namePrefix", "description", "vpcId"],
    outputs: ({ account }) => ({ ownerId: "{account}", ingress: [], egress: [], vpcId: defaultVpcId(account) }),
  },
  DefaultSecurityGroup: {
    id: ({ vpcId }) => (vpcId === undefined ? "sg-{hex17}" : bornWith(vpcId, "sg")),
    arn: "ec2:{region}:{account}:security-group/{id}",
    defaults: { revokeRulesOnDelete: false },
    replaces: ["vpcId"],
    outputs: { ownerId: "{account}", name: "default", description: "default VPC security group", namePrefix: "" },
  },
  SecurityGroupRule: {
    id: "sgrule-{digit9}",
    validate: { type: oneOf("ingress", "egress") },
    replaces: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "self",
      "sourceSecurityGroupId",
      "toPort",
      "type",
    ],
    outputs: { securityGroupRuleId: "sgr-{hex17}" },
  },
  VpcEndpoint: {
    id: "vpce-{hex17}",
    arn: "ec2:{region}:{account}:vpc-endpoint/{id}",
    defaults: { vpcEndpointType: "Gateway" },
    validate: {
      policy: json,
      vpcEndpointType: oneOf("Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"),
    },
    replaces: ["serviceName", "vpcEndpointType", "vpcId", "serviceRegion", "resourceConfigurationArn"],
    outputs: endpointOutputs,
  },
  VpcEndpointPolicy: { id: "{vpcEndpointId}", validate: { policy: json }, replaces: ["vpcEndpointId"] },
  VpcEndpointRouteTableAssociation: { id: "a-{vpcEndpointId}{digit10}", replaces: ["routeTableId", "vpcEndpointId"] },
  VpcEndpointSubnetAssociation: { id: "a-{vpcEndpointId}{digit10}", replaces: ["subnetId", "vpcEndpointId"] },
  SecurityGroupAssociation: { id: "a-{vpcEndpointId}{digit10}", replaces: ["securityGroupId", "vpcEndpointId"] },
  FlowLog: {
    id: "fl-{hex17}",
    arn: "ec2:{region}:{account}:vpc-flow-log/{id}",
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    validate: {
      logDestinationType: oneOf("cloud-watch-logs", "s3", "kinesis-data-firehose"),
      maxAggregationInterval: oneOf(60, 600),
      trafficType: oneOf("ACCEPT", "REJECT", "ALL"),
    },
    replaces: [
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
    ].concat(["subnetId", "trafficType", "transitGatewayId", "vpcId"]),
    outputs: { logFormat: FLOW_LOG_FORMAT },
  },
  NetworkAcl: {
    id: "acl-{hex17}",
    arn: "ec2:{region}:{account}:network-acl/{id}",
    replaces: ["vpcId"],
    outputs: { ownerId: "{account}" },
  },
  DefaultNetworkAcl: {
    id: "{defaultNetworkAclId}",
    arn: "ec2:{region}:{account}:network-acl/{id}",
    replaces: ["defaultNetworkAclId"],
    outputs: { ownerId: "{account}", vpcId: "vpc-{hex17}" },
  },
  NetworkAclRule: {
    id: "nacl-{digit10}",
    defaults: { egress: false },
    validate: { ruleNumber: range(1, 32766) },
    replaces: ["cidrBlock", "egress", "fromPort", "networkAclId", "protocol", "ruleAction", "ruleNumber", "toPort"],
  },
  VpcPeeringConnection: {
    id: "pcx-{hex17}",
    replaces: ["peerOwnerId", "peerRegion", "peerVpcId", "vpcId"],
    outputs: ({ properties: { autoAccept } }) => ({
      acceptStatus: autoAccept === true ? "active" : "pending-acceptance",
      peerOwnerId: "{account}",
      peerRegion: "{region}",
      accepter: peer,
      requester: peer,
    }),
  },
  VpcPeeringConnectionAccepter: { id: "{vpcPeeringConnectionId}", replaces: ["vpcPeeringConnectionId"] },
  VpcIpv4CidrBlockAssociation: {
    id: "vpc-cidr-assoc-{hex17}",
    validate: { cidrBlock: cidr },
    replaces: ["vpcId", "cidrBlock"],
  },
  NetworkInterface: {
    id: "eni-{hex17}",
    arn: "ec2:{region}:{account}:network-interface/{id}",
    defaults: { sourceDestCheck: true },
    replaces: ["subnetId", "interfaceType"],
    outputs: {
      ownerId: "{account}",
      macAddress: "02:00:5e:00:53:{hex2}",
      privateIp: "10.0.0.{digit2}",
      privateDnsName: "ip-10-0-0-{digit2:privateIp}.{region}.compute.internal",
      interfaceType: "interface",
      outpostArn: "",
    },
  },
  Instance: {
    id: "i-{hex17}",
    arn: "ec2:{region}:{account}:instance/{id}",
    defaults: { getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false, forceDestroy: false },
    replaces: ["ami", "availabilityZone", "keyName", "privateIp", "subnetId", "associatePublicIpAddress"],
    outputs: {
      availabilityZone: "{region}a",
      instanceState: "running",
      primaryNetworkInterfaceId: "eni-{hex17}",
      privateIp: "10.0.0.{digit2}",
      privateDns: "ip-10-0-0-{digit2:privateIp}.{region}.compute.internal",
      publicIp: "",
      publicDns: "",
      passwordData: "",
      instanceInitiatedShutdownBehavior: "stop",
      tenancy: "default",
      metadataOptions: {
        httpEndpoint: "enabled",
        httpProtocolIpv6: "disabled",
        httpPutResponseHopLimit: 1,
        httpTokens: "optional",
        instanceMetadataTags: "disabled",
      },
    },
  },
  LaunchTemplate: {
    id: "lt-{hex17}",
    arn: "ec2:{region}:{account}:launch-template/{id}",
    replaces: ["name", "namePrefix"],
    outputs: { latestVersion: 1, defaultVersion: 1 },
  },
  KeyPair: {
    autoname: { property: "keyName" },
    id: "{keyName}",
    arn: "ec2:{region}:{account}:key-pair/{keyName}",
    replaces: ["keyName", "publicKey"],
    outputs: { keyPairId: "key-{hex17}", keyType: "ed25519" },
  },
  ManagedPrefixList: {
    id: "pl-{hex17}",
    arn: "ec2:{region}:{account}:prefix-list/{id}",
    replaces: ["addressFamily"],
    outputs: { ownerId: "{account}", version: 1 },
  },
});

const RULE = {
  id: "sgr-{hex17}",
  arn: "ec2:{region}:{account}:security-group-rule/{id}",
  validate: { cidrIpv4: cidr, fromPort: range(-1, 65535), toPort: range(-1, 65535) },
  outputs: { securityGroupRuleId: "{id}" },
  replaces: ["securityGroupId"],
};

export const vpc = service("vpc", { SecurityGroupIngressRule: RULE, SecurityGroupEgressRule: RULE });

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
