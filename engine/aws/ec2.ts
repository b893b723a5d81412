import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { vpcDefaultId } from "./ec2-defaults";
import { zoneId, zoneName } from "./kit/regions";
import { service } from "./kit/service";
import { cidr, oneOf } from "./kit/validators";

/** AWS's default format, version 2. */
const FLOW_LOG_FORMAT =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
    .split(" ")
    .map((field) => `\${${field}}`)
    .join(" ");

const peer = { allowRemoteVpcDnsResolution: false };
const ROUTE_DESTINATION = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];

/** VPCs and what routes in them. Forms: state of real stacks, and the SDK's documentation. */
export const ec2 = service("ec2", {
  Vpc: {
    id: "vpc-{hex17}",
    arn: "ec2:{region}:{account}:vpc/{id}",
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    validate: { cidrBlock: cidr, instanceTenancy: oneOf("default", "dedicated") },
    replaces: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    outputs: ({ id }) => ({
      defaultNetworkAclId: vpcDefaultId(id, "acl"),
      defaultRouteTableId: vpcDefaultId(id, "rtb"),
      mainRouteTableId: vpcDefaultId(id, "rtb"),
      defaultSecurityGroupId: vpcDefaultId(id, "sg"),
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
    outputs: ({ properties: { vpcId } }) => ({ originalRouteTableId: vpcDefaultId(vpcId, "rtb") }),
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
      "subnetId",
      "trafficType",
      "transitGatewayId",
      "vpcId",
    ],
    outputs: { logFormat: FLOW_LOG_FORMAT },
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
});
