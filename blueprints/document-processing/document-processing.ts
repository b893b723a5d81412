import { HumanApproval, type InferenceFunction } from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";
import { AiWorkload, type AiWorkloadArgs } from "../workload/ai-workload";
import { type OptionArgs, type Options, optionsOf } from "../workload/options";
import { reviewersOf } from "../workload/review-options";
import { EXTRACTION_TIMEOUT_SECONDS, extractionEnvironment } from "./extraction";
import { extractionUse } from "./model-uses";
import { options } from "./options";
import { createWorkflow, DAY_SECONDS } from "./workflow";

/** What a {@link DocumentProcessing} takes: the blueprint's options. */
export interface DocumentProcessingArgs extends AiWorkloadArgs, OptionArgs<typeof options> {}

/** All that the functions call from inside the network; the workflow's own calls leave from Step Functions. */
const ENDPOINTS = ["bedrock-runtime", "states", "textract"];

type Chosen = Options<typeof options>;

const KEY_SERVICES = [
  "bedrock",
  "budgets",
  "cloudwatch",
  "delivery.logs",
  "events",
  "lambda",
  "logs",
  "macie",
  "states",
] as const;

/**
 * Fields read from documents by a model, each held against the document's own words, with a person for whatever is in
 * doubt.
 *
 * A bucket for documents, a workflow that each new object starts, Amazon Textract, one Lambda function with structured
 * output in a network that reaches Bedrock, Textract and Step Functions and nothing else, a review queue with approval, a
 * store for records (`accepted/…` and `rejected/…`), queues of what failed, guarded access to the models, the account's
 * invocation records, a dashboard, alarms, a budget, and an entry in the model inventory for each model; in production, an
 * evaluation of golden documents (`golden/<name>.json`) every day, and a search of confidential documents for personal data
 * that is where it should not be.
 *
 * @example
 * new DocumentProcessing("documents", {
 *   workload,
 *   documents: "supplier invoices",
 *   fields: { number: "text", issuedOn: "date", total: "number" },
 *   models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
 *   expectedMonthlyInferenceUsd: 500,
 * });
 */
export class DocumentProcessing extends AiWorkload {
  /** What other stacks may refer to. */
  readonly outputs;

  constructor(name: string, args: DocumentProcessingArgs, opts?: pulumi.ComponentResourceOptions) {
    const chosen = optionsOf(options, args);
    const { discovery, evaluation } = chosen;
    super("DocumentProcessing", name, args, opts, {
      keyServices: KEY_SERVICES,
      endpoints: ENDPOINTS,
      guardrailPurpose: "extraction",
      checks: { discovery, evaluation },
      use: extractionUse(chosen.documents),
    });
    const { workload, key, accessLogBucketName } = this;

    const inbox = this.createSource("inbox", { copied: false });
    const records = this.createOutputStore("records", chosen.recordRetentionDays);
    const extract = this.#createExtraction(chosen);
    const approval = this.#createReview(chosen);
    inbox.grantRead(approval.reviewer);
    const { reviewDays, review = workload.regulated ? "always" : "unsure" } = chosen;
    const parts = { workload, key, inbox, extract, approval, records, review, reviewDays };
    const { workflow, failures, deadLetters } = createWorkflow(name, parts, { parent: this });

    // A bucket of its own: what judges the reading sees no document that anybody sent.
    const golden = this.evaluated ? this.createSource("golden", { copied: true }) : undefined;
    const kept = { key: records.key, accessLogBucketName };
    const functions = [extract, approval.decisions];
    const alarms = this.watch({
      functions,
      workflows: [workflow],
      queues: [failures, deadLetters],
      shown: { functions, queueNames: [approval.queueName, failures.queueName, deadLetters.queueName] },
      evaluation: golden && { asked: { target: extract, goldenSet: golden }, kept },
    });

    this.outputs = this.registered({
      /** Bucket that documents are put into. */
      inboxBucketName: inbox.bucketName,
      /** Bucket of records, `accepted/…` and `rejected/…`. */
      recordBucketName: records.bucketName,
      /** The workflow that each document starts. */
      stateMachineArn: workflow.stateMachineArn,
      /** Queue of documents that a person must look at. */
      reviewQueueName: approval.queueName,
      /** Role of the people who decide. */
      reviewerRoleArn: approval.reviewer.roleArn,
      /** The function that takes their decisions. */
      decisionFunctionName: approval.decisions.functionName,
      /** Topic of the workload's alarms. */
      alarmTopicArn: alarms.topicArn,
      /** Present with an evaluation: golden documents are put here. */
      goldenBucketName: golden?.bucketName,
    });
  }

  /** Reads what Textract has read; it sees neither bucket. */
  #createExtraction(chosen: Chosen): InferenceFunction {
    const { models } = this;
    const role = this.createRole("extract", "lambda");
    // Textract has no resources to scope this to.
    role.allow("read-text", { actions: ["textract:GetDocumentTextDetection"], resources: ["*"] });
    models.grantInvoke(role);
    return this.createFunction("extract", require.resolve("@plinth/service-extraction"), {
      role,
      environment: {
        ...this.environment,
        ...models.environment,
        ...extractionEnvironment(chosen),
      },
      timeoutSeconds: EXTRACTION_TIMEOUT_SECONDS,
    });
  }

  /** The queue of documents that a person must look at, and the people who decide. */
  #createReview({ reviewDays, reviewerPermissionSet }: Chosen): HumanApproval {
    const { name, workload, key, network, alarmEmails: emails } = this;
    const reviewers = reviewersOf(workload, reviewerPermissionSet);
    const expirySeconds = reviewDays * DAY_SECONDS;
    const review = { workload, key, network, reviewers, expirySeconds, emails };
    return new HumanApproval(`${name}-review`, review, { parent: this });
  }
}
