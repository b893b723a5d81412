import {
  type CheckArgs,
  DriftMonitor,
  EvaluationSchedule,
  type EvaluationScheduleArgs,
  OutputStore,
  type OutputStoreArgs,
  type WorkloadAlarms,
} from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";

/** Endpoints that an evaluation calls: the workload's function, and the bucket of golden cases. */
export const EVALUATION_ENDPOINTS = ["lambda", "s3"] as const;

/** What is evaluated, and where its results are kept. */
export interface Evaluation {
  /** The function that answers golden cases, and the bucket that holds them. */
  readonly asked: Pick<EvaluationScheduleArgs, "target" | "goldenSet">;
  /** Key and access logs of the store of results. */
  readonly kept: Pick<OutputStoreArgs, "key" | "accessLogBucketName">;
}

/** Runs golden cases against the workload's own function once a day, and watches how the scores drift. */
export function evaluate(
  name: string,
  { asked, kept }: Evaluation,
  check: CheckArgs,
  alarms: WorkloadAlarms,
  opts: pulumi.ComponentResourceOptions,
): void {
  const results = new OutputStore(`${name}-evaluations`, { workload: check.workload, ...kept }, opts);
  const alarmed = { ...check, alarmTopicArn: alarms.topicArn };
  const evaluation = new EvaluationSchedule(`${name}-evaluation`, { ...asked, ...alarmed, results }, opts);
  const drift = new DriftMonitor(`${name}-answers`, { ...alarmed, results }, opts);
  for (const { handler } of [evaluation, drift]) alarms.addFunction(handler);
}
