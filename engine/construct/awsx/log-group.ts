import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import type { awsx as inputs } from "@pulumi/awsx/types/input";
import * as pulumi from "@pulumi/pulumi";
import { oneAtMost } from "./arguments";

/** Where containers and trails write. */
export interface LogGroupId {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
}

export interface LogGroup {
  /** The group that is made; none if there is one. */
  readonly logGroup?: cloudwatch.LogGroup;
  readonly id: pulumi.Output<LogGroupId>;
}

/**
 * A log group of the program, or a new one.
 * Source: pulumi/pulumi-awsx, awsx/cloudwatch/logGroup.ts of version 3.
 */
export function logGroupOf(
  name: string,
  given: Pick<inputs.DefaultLogGroupArgs, "args" | "existing">,
  parent: pulumi.Resource,
): LogGroup {
  oneAtMost(given, "existing", "args");
  const { existing } = given;
  if (existing?.arn) return { id: pulumi.output(existing.arn).apply(parsed) };
  if (existing?.name) return { id: identified(existing.name, existing.region, parent) };
  if (existing) throw new Error("an existing log group needs its name or arn");
  const logGroup = new cloudwatch.LogGroup(name, given.args, { parent });
  return { logGroup, id: identified(logGroup.name, undefined, logGroup) };
}

function identified(
  name: pulumi.Input<string | undefined>,
  region: pulumi.Input<string | undefined>,
  parent: pulumi.Resource,
): pulumi.Output<LogGroupId> {
  const here = region ?? getRegionOutput({}, { parent }).region;
  const account = getCallerIdentityOutput({}, { parent }).accountId;
  return pulumi.interpolate`arn:aws:logs:${here}:${account}:log-group:${name}`.apply(parsed);
}

function parsed(arn: string | undefined): LogGroupId {
  const [, , service, region = "", , type, name = "", ...others] = arn?.split(":") ?? [];
  if (!arn || service !== "logs" || type !== "log-group" || others.length > 0) {
    throw new Error(`${arn} is not the ARN of a log group`);
  }
  return { name, region, arn };
}
