import type * as pulumi from "@pulumi/pulumi";

/**
 * @internal Value of the dimension `ModelId` of Bedrock's metrics for an application inference profile: its id, which is the
 * last part of its ARN. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11).
 */
export function modelDimension(profileArn: pulumi.Output<string>): pulumi.Output<string> {
  return profileArn.apply((known) => known.slice(known.lastIndexOf("/") + 1));
}

/** @internal Replaces characters other than letters and digits by hyphens, for names: `anthropic-claude-sonnet-4-5`. */
export function kebab(id: string): string {
  return id.replaceAll(/[^a-z0-9]+/gi, "-");
}
