import { type EncryptionKey, ObjectTrigger, steps, Workflow, WorkloadQueue } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import { type DocumentStepsArgs, documentSteps, FAILURE } from "./steps";

/** Seconds of a day. */
export const DAY_SECONDS = 24 * 3600;

/** What the workflow of documents is made of. */
export interface DocumentWorkflowArgs extends DocumentStepsArgs {
  /** The workload that the workflow belongs to. */
  readonly workload: Workload;
  /** Encrypts executions and queues. */
  readonly key: EncryptionKey;
  /** Days in which a person must have decided. */
  readonly reviewDays: number;
}

/** The workflow that each new document starts, and the queues of what failed. */
export interface DocumentWorkflow {
  /** From an object's event to its record. */
  readonly workflow: Workflow;
  /** Documents that could not be read. */
  readonly failures: WorkloadQueue;
  /** Events that started no execution. */
  readonly deadLetters: WorkloadQueue;
}

/** Creates the workflow, its trigger, and their queues of failures. */
export function createWorkflow(
  name: string,
  { workload, key, reviewDays, ...parts }: DocumentWorkflowArgs,
  opts: pulumi.ComponentResourceOptions,
): DocumentWorkflow {
  const failures = new WorkloadQueue(`${name}-failures`, { workload, key }, opts);
  const workflow = new Workflow(
    `${name}-workflow`,
    {
      workload,
      key,
      steps: documentSteps(parts),
      onFailure: [steps.send("Set aside", { queue: failures, message: FAILURE })],
      timeoutSeconds: (reviewDays + 1) * DAY_SECONDS,
    },
    opts,
  );
  const { deadLetters } = new ObjectTrigger(`${name}-uploads`, { workload, key, bucket: parts.inbox, workflow }, opts);
  return { workflow, failures, deadLetters };
}
