import { parseArn } from "../../core/arn";
import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject } from "../../core/values";

/** Region that a resource is in: its own, its ARN's or its provider's. UNKNOWN if none of them says. */
export function regionOf({ props, provider }: ResourceRecord): string | typeof UNKNOWN {
  if (typeof props.region === "string") return props.region;
  const region = typeof props.arn === "string" ? parseArn(props.arn)?.region : undefined;
  if (region) return region;
  return isObject(provider) && typeof provider.region === "string" ? provider.region : UNKNOWN;
}
