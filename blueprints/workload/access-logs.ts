import { AccessLogBucket } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";

/** Creates one bucket for the access logs of all others, where the standard demands them for the workload's data. */
export function accessLogBucketName(
  name: string,
  workload: Workload,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> | undefined {
  const demanded = workload.standard.classifications[workload.classification].accessLogging;
  return demanded ? new AccessLogBucket(name, { workload }, opts).bucketName : undefined;
}
