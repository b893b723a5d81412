import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { isObject } from "../property-values";
import { draw, HEX } from "../pseudo-random";
import type { Values } from "../simulation";
import { defaultVpcId, vpcDefaultId } from "./ec2-defaults";
import { prefixListId } from "./ec2-endpoints";
import { CREATED_AT } from "./kit/conventions";
import { type FunctionContext, service } from "./kit/service";

/** An id for what is looked up: the one that was asked for, else one that stays the same for the same question. */
function idOf(prefix: string, args: Values, property = "id"): string {
  const given = args[property];
  return typeof given === "string" ? given : `${prefix}-${draw(JSON.stringify([prefix, args]), HEX, 17)}`;
}

function idsOf(prefix: string, args: Values, count: number): string[] {
  return Array.from({ length: count }, (_, index) => idOf(prefix, { ...args, index }));
}

function arnOf(kind: string, id: string, { account: { accountId, partition, region } }: FunctionContext): string {
  const isUnknown = [id, accountId, partition, region].includes(UNKNOWN_VALUE);
  return isUnknown ? UNKNOWN_VALUE : `arn:${partition}:ec2:${region}:${accountId}:${kind}/${id}`;
}

function vpc(context: FunctionContext): Values {
  const { args, account } = context;
  const isDefault = args.default === true;
  const id = isDefault ? defaultVpcId(account) : idOf("vpc", args);
  return {
    id,
    arn: arnOf("vpc", id, context),
    ownerId: account.accountId,
    mainRouteTableId: vpcDefaultId(id, "rtb"),
    state: "available",
    ...(isDefault ? { cidrBlock: "172.31.0.0/16", enableDnsSupport: true, enableDnsHostnames: true } : {}),
  };
}

function found(kind: string, prefix: string, property?: string) {
  return (context: FunctionContext): Values => {
    const id = idOf(prefix, context.args, property);
    const named = property === undefined ? {} : { [property]: id };
    return { id, arn: arnOf(kind, id, context), ownerId: context.account.accountId, ...named };
  };
}

function listed(prefix: string, count: number) {
  return ({ args, account }: FunctionContext): Values => ({ id: account.region, ids: idsOf(prefix, args, count) });
}

function image(context: FunctionContext): Values {
  const { args } = context;
  const filters = Array.isArray(args.filters) ? args.filters.filter(isObject) : [];
  const filtered = (name: string) => {
    const values = filters.find((filter) => filter.name === name)?.values;
    return Array.isArray(values) ? values[0] : undefined;
  };
  const id = idOf("ami", { ...args, region: context.account.region });
  return {
    id,
    imageId: id,
    arn: `arn:${context.account.partition}:ec2:${context.account.region}::image/${id}`,
    architecture: filtered("architecture") ?? "x86_64",
    creationDate: CREATED_AT,
    rootDeviceName: "/dev/xvda",
    rootDeviceType: "ebs",
    state: "available",
    virtualizationType: "hvm",
  };
}

function endpointService({ args, account: { region, accountId, partition, dnsSuffix } }: FunctionContext): Values {
  const reverse = dnsSuffix.split(".").reverse().join(".");
  const serviceName = String(args.serviceName ?? `${reverse}.${region}.${args.service}`);
  const short = serviceName.split(".").slice(3).join(".");
  return {
    id: draw(serviceName, "0123456789", 10),
    serviceName,
    serviceId: `vpce-svc-${draw(serviceName, HEX, 17)}`,
    arn: `arn:${partition}:ec2:${region}:${accountId}:vpc-endpoint-service/vpce-svc-${draw(serviceName, HEX, 17)}`,
    serviceRegion: region,
    serviceType: args.serviceType ?? (short === "s3" || short === "dynamodb" ? "Gateway" : "Interface"),
    owner: "amazon",
    acceptanceRequired: false,
    availabilityZones: ["a", "b", "c"].map((letter) => `${region}${letter}`),
    privateDnsName: `${short}.${region}.${dnsSuffix}`,
    vpcEndpointPolicySupported: true,
  };
}

function prefixList(context: FunctionContext): Values {
  const given = context.args.id ?? context.args.prefixListId;
  const id = typeof given === "string" ? given : prefixListId(String(context.args.name));
  return { id, prefixListId: id, arn: arnOf("prefix-list", id, context) };
}

/**
 * Data sources of the network. What exists outside of a stack has an id here, so that programs can refer to it; routes,
 * rules and address ranges of it are not known.
 */
export const ec2Functions = service(
  "ec2",
  {},
  {
    getAmi: image,
    getAmiIds: listed("ami", 3),
    getInternetGateway: found("internet-gateway", "igw", "internetGatewayId"),
    getManagedPrefixList: prefixList,
    getPrefixList: prefixList,
    getRouteTable: found("route-table", "rtb", "routeTableId"),
    getRouteTables: listed("rtb", 3),
    getSecurityGroup: found("security-group", "sg"),
    getSecurityGroups: listed("sg", 1),
    getSubnet: found("subnet", "subnet"),
    getSubnets: listed("subnet", 3),
    getVpc: vpc,
    getVpcs: listed("vpc", 1),
    getVpcEndpoint: found("vpc-endpoint", "vpce"),
  },
  { getVpcEndpointService: endpointService },
);
