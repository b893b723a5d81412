import { type Classification, retentionRange, type Workload } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../identity/policy-document";
import type { PlinthComponentArgs } from "../plinth-component";
import { defaultRetentionDays, PrivateBucket } from "./private-bucket";

/** Access logs hold names, times and requesters of objects, and none of their content. */
const CLASSIFICATION: Classification = "internal";

/** Arguments of {@link AccessLogBucket}. */
export interface AccessLogBucketArgs extends PlinthComponentArgs {
  /**
   * Days until logs expire. Bounds: the standard's range for logs of internal data. Default: its maximum, less 30 days
   * in which deleted logs can be restored.
   */
  readonly retentionDays?: number;
  /** Whether load balancers of the account may write access logs too. Default: false. */
  readonly loadBalancers?: boolean;
}

/**
 * Destination of S3 server access logs of the workload's other buckets.
 *
 * Creates a private bucket that S3 log delivery may write to, for buckets of the same account. It is encrypted with
 * keys of S3, because neither S3 log delivery nor Elastic Load Balancing supports customer managed keys
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
        ...(args.loadBalancers ? [loadBalancerLogs(args.workload, bucketArn)] : []),
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
 * Elastic Load Balancing writes each log below the account id of its load balancer:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html (read 2026-11).
 */
function loadBalancerLogs({ accountId, partition, region }: Workload, bucketArn: pulumi.Output<string>): Statement {
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
