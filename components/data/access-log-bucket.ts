import { type Classification, retentionRange, type Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../identity/policy-document";
import type { PlinthComponentArgs } from "../plinth-component";
import { defaultRetentionDays, PrivateBucket } from "./private-bucket";

/** Access logs say who asked for which object and when; they hold nothing of what is in it. */
const CLASSIFICATION: Classification = "internal";

export interface AccessLogBucketArgs extends PlinthComponentArgs {
  /**
   * Days that logs are kept. Bounds: the standard's range for logs of internal data. Default: its maximum, less 30 days
   * in which what was deleted can be restored.
   */
  readonly retentionDays?: number;
  /** Whether the account's load balancers write theirs here, too. Default: false. */
  readonly balancers?: boolean;
}

/**
 * Where S3 writes who read and wrote objects in the workload's other buckets.
 *
 * Creates a private bucket that S3's log delivery may write to, for buckets of the same account. It is encrypted with
 * S3's own keys, because neither that nor Elastic Load Balancing supports others
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html, read 2026-11).
 *
 * @example
 * const accessLogs = new AccessLogBucket("support-access-logs", { workload });
 * const sources = new ClassifiedBucket("support-sources", {
 *   workload,
 *   classification: "confidential",
 *   kind: "source",
 *   key,
 *   accessLogBucketName: accessLogs.bucketName,
 * });
 */
export class AccessLogBucket extends PrivateBucket {
  constructor(name: string, args: AccessLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const range = retentionRange(args.workload.standard, CLASSIFICATION, "log");
    const plan = {
      classification: CLASSIFICATION,
      kind: "log",
      range,
      retentionDays: args.retentionDays ?? defaultRetentionDays(range),
      key: undefined,
      lock: undefined,
      organizationId: undefined,
      statements: (bucketArn: pulumi.Output<string>) => [
        logDelivery(args.workload, bucketArn),
        ...(args.balancers ? [balancerLogs(args.workload, bucketArn)] : []),
      ],
    } as const;
    super("AccessLogBucket", name, args, plan, opts, []);
  }
}

function logDelivery({ accountId, partition }: Workload, bucketArn: pulumi.Output<string>): Statement {
  return {
    Sid: "AccessLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${bucketArn}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:s3:::*` },
    },
  };
}

/**
 * Each log lies below the account of its load balancer, which ELB fills in itself:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html (read 2026-11).
 */
function balancerLogs({ accountId, partition, region }: Workload, bucketArn: pulumi.Output<string>): Statement {
  return {
    Sid: "BalancerLogs",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${bucketArn}/*/AWSLogs/${accountId}/*`,
    Condition: {
      ArnLike: { "aws:SourceArn": `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*` },
    },
  };
}
