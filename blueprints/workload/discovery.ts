import { MacieJob } from "@plinth/components";
import { isAtLeast, isProduction, type Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { checkOptions } from "./keys";
import type { Options } from "./options";

/**
 * Has Amazon Macie look for personal data and credentials in the workload's buckets, unless it is off.
 * @param chosen Default: `own` in production for confidential data and above, `off` otherwise.
 */
export function discover(
  name: string,
  workload: Workload,
  chosen: Options<typeof checkOptions>["discovery"],
  opts: pulumi.ComponentResourceOptions,
): void {
  const { standard, environment, classification } = workload;
  const demanded = isProduction(standard, environment) && isAtLeast(classification, "confidential");
  const discovery = chosen ?? (demanded ? "own" : "off");
  if (discovery !== "off") new MacieJob(name, { workload, enableMacie: discovery === "own" }, opts);
}
