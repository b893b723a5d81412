import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { isObject } from "../../property-values";
import type { Values } from "../../simulation";

/** Where a provider instance works. Each member may be {@link UNKNOWN_VALUE}. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** `amazonaws.com`, or the partition's own. */
  readonly dnsSuffix: string;
}

/** The account of AWS's own documentation, where neither a role nor `allowedAccountIds` names one. */
const DEFAULT_ACCOUNT_ID = "123456789012";
const DEFAULT_REGION = "us-east-1";

/**
 * Account, region and partition of a provider instance.
 *
 * @param config Provider configuration; objects may be JSON, as the wire has them.
 * @param region The resource's own region, which goes before the provider's.
 */
export function accountOf(config: Values, region?: unknown): Account {
  const effective = text(region) ?? text(config.region) ?? DEFAULT_REGION;
  const partition = partitionOf(effective);
  return {
    accountId: accountIdOf(config),
    region: effective,
    partition,
    dnsSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
  };
}

/** A configuration value that may be an object or, from the wire, its JSON. */
export function structured(value: unknown): unknown {
  if (typeof value !== "string" || value === UNKNOWN_VALUE) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The last role of a chain is the one that acts. */
function accountIdOf(config: Values): string {
  if (config.assumeRoles === UNKNOWN_VALUE) return UNKNOWN_VALUE;
  const roles = structured(config.assumeRoles);
  const role: unknown = Array.isArray(roles) ? roles.at(-1) : structured(config.assumeRole);
  const arn = isObject(role) ? text(role.roleArn) : undefined;
  if (arn === UNKNOWN_VALUE) return UNKNOWN_VALUE;
  const assumed = arn?.split(":")[4];
  if (assumed) return assumed;
  const allowed = structured(config.allowedAccountIds);
  return (Array.isArray(allowed) ? text(allowed[0]) : undefined) ?? DEFAULT_ACCOUNT_ID;
}

function partitionOf(region: string): string {
  if (region === UNKNOWN_VALUE) return UNKNOWN_VALUE;
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("eusc-")) return "aws-eusc";
  return "aws";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
