import {
  AccessLogBucket,
  type CheckArgs,
  DriftMonitor,
  EvaluationSchedule,
  type EvaluationScheduleArgs,
  InferenceVpc,
  type InferenceVpcArgs,
  MacieJob,
  OutputStore,
  type OutputStoreArgs,
  type WorkloadAlarms,
  type WorkloadNetwork,
} from "@plinth/components";
import { isAtLeast, isProduction, type Workload } from "@plinth/standards";
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
  if ("vpcId" in network) return network;
  const services = own.services && [...new Set(own.services)];
  return new InferenceVpc(name, { ...own, services, ...network }, opts);
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

/** Who switches on the search for personal data and credentials in the account's buckets in this region, if anybody. */
export type Discovery = "own" | "account" | "off";

/** Amazon Macie, as it is wished, or else in production for confidential data and above. */
export function discover(
  name: string,
  workload: Workload,
  wish: Discovery | undefined,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { standard, environment, classification } = workload;
  const demanded = isProduction(standard, environment) && isAtLeast(classification, "confidential");
  const discovery = wish ?? (demanded ? "own" : "off");
  if (discovery !== "off") new MacieJob(name, { workload, enableMacie: discovery === "own" }, opts);
}

/** How an evaluation asks the workload's function, and reads its golden cases. */
export const EVALUATION_ENDPOINTS = ["lambda", "s3"] as const;

/** Golden cases put to the workload's own function once a day, and how their scores drift; `alarms` tell if either stops. */
export function evaluate(
  name: string,
  asked: Pick<EvaluationScheduleArgs, "target" | "goldenSet">,
  kept: Pick<OutputStoreArgs, "key" | "accessLogBucketName">,
  check: CheckArgs,
  alarms: WorkloadAlarms,
  opts: pulumi.ComponentResourceOptions,
): void {
  const results = new OutputStore(`${name}-evaluations`, { workload: check.workload, ...kept }, opts);
  const told = { ...check, alarmTopicArn: alarms.topicArn };
  const evaluation = new EvaluationSchedule(`${name}-evaluation`, { ...asked, ...told, results }, opts);
  const drift = new DriftMonitor(`${name}-answers`, { ...told, results }, opts);
  for (const { handler } of [evaluation, drift]) alarms.addFunction(handler);
}
