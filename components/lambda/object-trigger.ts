import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";
import type { ClassifiedBucket } from "../data/classified-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { Workflow } from "../step-functions/workflow";
import { WorkloadQueue } from "./workload-queue";

/** Arguments of {@link ObjectTrigger}. */
export interface ObjectTriggerArgs extends PlinthComponentArgs {
  /** Bucket that sends its events to Amazon EventBridge. Only one trigger may configure a bucket. */
  readonly bucket: ClassifiedBucket;
  /** Workflow that starts for each created object. */
  readonly workflow: Workflow;
  /** Key that encrypts events that could not start the workflow. Its key policy must allow `events`. */
  readonly key: EncryptionKey;
  /** Prefix of the object keys that start the workflow: `inbox/`. Bounds: no wildcards, at most 255 characters. Default: all objects. */
  readonly prefix?: string;
}

/** EventBridge's own limits: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html (read 2026-11). */
const RETRIES = { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 };

/**
 * Starts a workflow for each object that is created in a bucket.
 *
 * Creates the bucket's notifications to EventBridge, a rule with the workflow as its target, a role that may start this
 * workflow only, and a dead-letter queue. The input of the execution is the event's detail: `$.bucket.name`, `$.object.key`,
 * `$.object.version-id`. EventBridge may deliver an event more than once.
 *
 * @example
 * const inbox = new ClassifiedBucket("inbox", { workload, classification: "internal", kind: "source", key });
 * const workflow = new Workflow("intake", { workload, key, steps: [steps.succeed("Done")] });
 * new ObjectTrigger("uploads", { workload, key, bucket: inbox, workflow, prefix: "inbox/" });
 */
export class ObjectTrigger extends PlinthComponent {
  /** Name of the EventBridge rule. Known in preview. */
  readonly ruleName: pulumi.Output<string>;
  /** Dead-letter queue of events that could not start the workflow. */
  readonly deadLetters: WorkloadQueue;

  constructor(name: string, args: ObjectTriggerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ObjectTrigger", name, args, opts, faults(name, args));
    const { workload, bucket, workflow, key, prefix } = args;

    new s3.BucketNotification(`${name}-notification`, { bucket: bucket.bucketName, eventbridge: true }, this.child());
    const rule = new cloudwatch.EventRule(
      `${name}-rule`,
      {
        name: this.physicalName(),
        description: `Objects that come in for ${workload.name} in ${workload.environment}`,
        eventPattern: bucket.bucketName.apply((bucketName) => patternOf(bucketName, workload.accountId, prefix)),
        tags: this.tags(),
      },
      this.child(),
    );
    const ruleArn = this.arn(
      "events",
      rule.name.apply((r) => `rule/${r}`),
    );
    this.deadLetters = new WorkloadQueue(
      `${name}-dead-letters`,
      {
        workload,
        key,
        serviceStatements: (queueArn) => [
          {
            Sid: "SentByTheRule",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: queueArn,
            Condition: {
              StringEquals: { "aws:SourceAccount": workload.accountId },
              ArnEquals: { "aws:SourceArn": ruleArn },
            },
          },
        ],
      },
      { parent: this },
    );
    const role = new WorkloadRole(name, { workload, service: "events" }, { parent: this });
    workflow.grantStart(role);
    new cloudwatch.EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        arn: workflow.stateMachineArn,
        roleArn: role.roleArn,
        inputPath: "$.detail",
        retryPolicy: RETRIES,
        deadLetterConfig: { arn: this.deadLetters.queueArn },
      },
      this.child({ dependsOn: [role, this.deadLetters] }),
    );

    this.ruleName = rule.name;
    this.registerOutputs({ ruleName: this.ruleName });
  }
}

/** Event pattern of created objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html (read 2026-11). */
function patternOf(bucketName: string, accountId: string, prefix: string | undefined): string {
  return JSON.stringify({
    source: ["aws.s3"],
    account: [accountId],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [bucketName] }, ...(prefix && { object: { key: [{ prefix }] } }) },
  });
}

function faults(name: string, { prefix }: ObjectTriggerArgs) {
  return faultsOf("orchestration/ObjectTrigger", name, [
    prefix === undefined || /^[^/][^*?]{0,254}$/.test(prefix),
    "prefix",
    "the start of keys, such as inbox/, without wildcards",
    prefix,
  ]);
}
