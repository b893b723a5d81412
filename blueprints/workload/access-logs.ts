import { AccessLogBucket } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";

/** Access logs: of load balancers too, those that the standard demands for the workload's data, or none. */
export type AccessLogs = "balancers" | "demanded" | "none";

/** Creates one bucket for the access logs of all others, where there are any. */
export function accessLogBucketName(
  name: string,
  workload: Workload,
  logs: AccessLogs,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> | undefined {
  const loadBalancers = logs === "balancers";
  const demanded = workload.standard.classifications[workload.classification].accessLogging;
  if (logs === "none" || !(loadBalancers || demanded)) return undefined;
  return new AccessLogBucket(name, { workload, loadBalancers }, opts).bucketName;
}
