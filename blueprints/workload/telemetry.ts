import { type EncryptionKey, ObservabilityLink, TransactionSearch } from "@plinth/components";
import { isProduction, PlinthError, type Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { stackReference } from "../stack/foundation";
import type { OrganizationSettings } from "../stack/keys";
import type { TelemetrySettings } from "./keys";

/** What a stack does for its account's telemetry as a whole. */
export interface AccountTelemetry {
  /** Where the account that watches all others takes it in, in the workload's region. Default: nobody else watches. */
  readonly sinkArn?: pulumi.Input<string>;
}

/** What the stack is to do for its account, as `plinth:telemetry` says; undefined where another stack does it. */
export function telemetryOf(
  { manage, stack, sinkArn }: TelemetrySettings,
  { existing }: OrganizationSettings,
  { standard, environment, region }: Workload,
): AccountTelemetry | undefined {
  const own = manage ?? (isProduction(standard, environment) ? "own" : "account");
  if (own === "account") return undefined;
  if (sinkArn !== undefined || existing) return { sinkArn };
  const sinks = stackReference(stack).requireOutput("sinkArns");
  return { sinkArn: sinks.apply((arns: Readonly<Record<string, unknown>>) => sinkIn(region, arns, stack)) };
}

function sinkIn(region: string, arns: Readonly<Record<string, unknown>>, stack: string): string {
  const arn = arns[region];
  if (typeof arn === "string") return arn;
  const allowed = `a stack with a sink in ${region}; it has them in ${Object.keys(arns).join(", ")}`;
  throw new PlinthError("plinth:telemetry", [
    { id: "stack/Telemetry/stack", path: "telemetry.stack", found: stack, allowed },
  ]);
}

/** Every span of the account as a record that can be searched, and all that it tells in the sight of who watches. */
export function shareTelemetry(
  name: string,
  { workload, key, sinkArn }: AccountTelemetry & { readonly workload: Workload; readonly key: EncryptionKey },
  opts: pulumi.ComponentResourceOptions,
): void {
  new TransactionSearch(`${name}-traces`, { workload, key }, opts);
  if (sinkArn !== undefined) new ObservabilityLink(`${name}-watched`, { workload, sinkArn }, opts);
}
