import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { isObject } from "../property-values";
import type { Values } from "../simulation";
import { structured } from "./kit/account";
import { zoneId } from "./kit/regions";
import { type FunctionContext, type Service, type SimulatedFunction, service } from "./kit/service";

function zones({ account: { region }, args }: FunctionContext): Values {
  if (region === UNKNOWN_VALUE) return { names: UNKNOWN_VALUE, zoneIds: UNKNOWN_VALUE };
  const excluded = [args.excludeNames, args.excludeZoneIds].flatMap((names) => (Array.isArray(names) ? names : []));
  const names = ["a", "b", "c"]
    .map((letter) => `${region}${letter}`)
    .filter((name) => !excluded.includes(name) && !excluded.includes(zoneId(name)));
  return { id: region, names, zoneIds: names.map(zoneId), groupNames: [region] };
}

function callerIdentity({ account: { accountId, partition }, config }: FunctionContext): Values {
  const roles = structured(config.assumeRoles);
  const role: unknown = Array.isArray(roles) ? roles.at(-1) : undefined;
  const roleName = isObject(role) && typeof role.roleArn === "string" ? role.roleArn.split("/").at(-1) : undefined;
  const arn = roleName
    ? `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/pulumi`
    : `arn:${partition}:iam::${accountId}:user/pulumi`;
  const isUnknown = [accountId, partition, roleName].includes(UNKNOWN_VALUE);
  return {
    accountId,
    id: accountId,
    arn: isUnknown ? UNKNOWN_VALUE : arn,
    userId: roleName ? "AROAEXAMPLEEXAMPLE123:pulumi" : "AIDAEXAMPLEEXAMPLE123",
  };
}

function defaultTags({ config }: FunctionContext): Values {
  const defaults = structured(config.defaultTags);
  return { id: "aws", tags: isObject(defaults) ? (defaults.tags ?? {}) : defaults === undefined ? {} : UNKNOWN_VALUE };
}

function parsedArn({ args }: FunctionContext): Values {
  const [prefix, partition, arnService, region, account, ...resource] = String(args.arn).split(":");
  if (prefix !== "arn" || resource.length === 0) throw new Error(`arn: invalid prefix: ${String(args.arn)}`);
  return { id: args.arn, partition, service: arnService, region, account, resource: resource.join(":") };
}

function namedService({ args, account: { region, partition } }: FunctionContext): Values {
  const reverse = typeof args.reverseDnsName === "string" ? args.reverseDnsName.split(".") : undefined;
  const id = args.serviceId ?? reverse?.slice(3).join(".");
  const place = args.region ?? reverse?.[2] ?? region;
  const prefix = args.reverseDnsPrefix ?? (partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws");
  return {
    serviceId: id,
    region: place,
    partition,
    reverseDnsPrefix: prefix,
    reverseDnsName: `${prefix}.${place}.${id}`,
    dnsName: `${id}.${place}.${String(prefix).split(".").reverse().join(".")}`,
    id: `${id}.${place}.${String(prefix).split(".").reverse().join(".")}`,
    supported: true,
  };
}

/** Functions of the provider itself, `aws:index/getRegion:getRegion` and its like. */
export const meta: Service = service("index", {}, {}, {
  getArn: parsedArn,
  getAvailabilityZone: ({ args, account: { region } }) => {
    const name = typeof args.name === "string" ? args.name : `${region}a`;
    return {
      id: name,
      name,
      zoneId: zoneId(name),
      nameSuffix: name.at(-1),
      state: "available",
      zoneType: "availability-zone",
    };
  },
  getAvailabilityZones: zones,
  /** Source: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-permissions-ref.html, read 2026-11. */
  getBillingServiceAccount: { id: "386209384616", arn: "arn:{partition}:iam::386209384616:root" },
  getCallerIdentity: callerIdentity,
  getDefaultTags: defaultTags,
  getPartition: ({ account: { partition, dnsSuffix } }) => ({
    id: partition,
    partition,
    dnsSuffix,
    reverseDnsPrefix: dnsSuffix.split(".").reverse().join("."),
  }),
  getRegion: ({ account, args }) => {
    const region = String(args.name ?? args.region ?? account.region);
    return { id: region, name: region, region, description: region, endpoint: `ec2.${region}.${account.dnsSuffix}` };
  },
  getService: namedService,
} satisfies Record<string, SimulatedFunction>);
