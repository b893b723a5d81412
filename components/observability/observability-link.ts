import * as oam from "@pulumi/aws/oam";
import type * as pulumi from "@pulumi/pulumi";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/**
 * @internal Telemetry that accounts share: metrics, logs and traces.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-oam-link.html (read 2026-11).
 */
export const SHARED_TELEMETRY = ["AWS::CloudWatch::Metric", "AWS::Logs::LogGroup", "AWS::XRay::Trace"] as const;

/** Arguments of {@link ObservabilityLink}. */
export interface ObservabilityLinkArgs extends PlinthComponentArgs {
  /** ARN of the monitoring account's sink in the same region: one of `ObservabilitySink.sinkArns`. */
  readonly sinkArn: pulumi.Input<string>;
  /** Types of telemetry to share. Bounds: at least one. Default: metrics, logs and traces. */
  readonly telemetry?: readonly (typeof SHARED_TELEMETRY)[number][];
}

/**
 * Shares this account's telemetry with the monitoring account (CloudWatch cross-account observability). The data remains in
 * this account, encrypted with its keys.
 *
 * @example
 * new ObservabilityLink("watched", {
 *   workload,
 *   sinkArn: "arn:aws:oam:eu-west-1:444455556666:sink/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
 * });
 */
export class ObservabilityLink extends PlinthComponent {
  /** ARN of the link. Known after the update, because AWS assigns the id. */
  readonly linkArn: pulumi.Output<string>;

  constructor(name: string, args: ObservabilityLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ObservabilityLink", name, args, opts, faults(name, args));
    const { sinkArn, telemetry = SHARED_TELEMETRY } = args;
    const link = new oam.Link(
      `${name}-link`,
      { labelTemplate: "$AccountName", resourceTypes: [...telemetry], sinkIdentifier: sinkArn, tags: this.tags() },
      this.child(),
    );
    this.linkArn = link.arn;
    this.registerOutputs({ linkArn: this.linkArn });
  }
}

function faults(name: string, { workload, sinkArn, telemetry = SHARED_TELEMETRY }: ObservabilityLinkArgs) {
  const form = new RegExp(`^arn:aws[a-z-]*:oam:${workload.region}:\\d{12}:sink/[0-9a-f-]{36}$`);
  return faultsOf(
    "observability/ObservabilityLink",
    name,
    [
      typeof sinkArn !== "string" || form.test(sinkArn),
      "sinkArn",
      `the ARN of a sink in ${workload.region}`,
      `${sinkArn}`,
    ],
    [telemetry.length > 0, "telemetry", "at least one kind of telemetry"],
  );
}
