import { AccessLogBucket, InferenceVpc, type InferenceVpcArgs, type WorkloadNetwork } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";

/** What an own network is made of; see `InferenceVpc`. */
export interface OwnNetwork {
  readonly cidr?: string;
  readonly zones?: number;
  readonly reservedCidrs?: readonly string[];
  readonly organizationId?: pulumi.Input<string>;
}

/** The network that exists already, or one that reaches `services` and nothing else. */
export function networkOf(
  name: string,
  network: WorkloadNetwork | OwnNetwork,
  own: Pick<InferenceVpcArgs, "workload" | "services" | "key" | "egress">,
  opts: pulumi.ComponentResourceOptions,
): WorkloadNetwork {
  return "vpcId" in network ? network : new InferenceVpc(name, { ...own, ...network }, opts);
}

/** One bucket for the access logs of all others, where the standard demands access logs of what the workload handles. */
export function accessLogBucketName(
  name: string,
  workload: Workload,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> | undefined {
  const demanded = workload.standard.classifications[workload.classification].accessLogging;
  return demanded ? new AccessLogBucket(name, { workload }, opts).bucketName : undefined;
}
