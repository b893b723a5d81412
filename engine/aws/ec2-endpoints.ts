import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { DIGITS, draw, HEX } from "../pseudo-random";
import type { Values } from "../simulation";
import { vpcDefaultId } from "./ec2-defaults";
import { service } from "./kit/service";
import { json, oneOf } from "./kit/validators";

/** Of a gateway endpoint's service, `com.amazonaws.<region>.s3`. */
export function prefixListId(serviceName: string): string {
  return `pl-${draw(serviceName, HEX, 8)}`;
}

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
    securityGroupIds: securityGroupIds ?? [vpcDefaultId(vpcId, "sg")],
    privateDnsEnabled: false,
    ipAddressType: "ipv4",
    cidrBlocks: [],
    routeTableIds: [],
  };
}

export const ec2Endpoints = service("ec2", {
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
});
