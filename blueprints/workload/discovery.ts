import { MacieJob } from "@plinth/components";
import { isAtLeast, isProduction, type Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";

/** Who enables Amazon Macie in the account and region: this stack, another stack of the account, or no stack. */
export type Discovery = "own" | "account" | "off";

/** The choice that was made, or the default: `own` in production for confidential data and above, `off` otherwise. */
export function discoveryOf(workload: Workload, chosen: Discovery | undefined): Discovery {
  const { standard, environment, classification } = workload;
  const demanded = isProduction(standard, environment) && isAtLeast(classification, "confidential");
  return chosen ?? (demanded ? "own" : "off");
}

/** Has Amazon Macie look for personal data and credentials in the workload's buckets, unless it is off. */
export function discover(
  name: string,
  workload: Workload,
  discovery: Discovery,
  opts: pulumi.ComponentResourceOptions,
): void {
  if (discovery !== "off") new MacieJob(name, { workload, enableMacie: discovery === "own" }, opts);
}
