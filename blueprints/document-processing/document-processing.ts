import {
  ClassifiedBucket,
  type EncryptionKey,
  HumanApproval,
  InferenceFunction,
  InvocationLogging,
  ModelAccess,
  type ModelChoice,
  ModelInventoryEntry,
  ObjectTrigger,
  OutputStore,
  type People,
  PlinthComponent,
  type PlinthComponentArgs,
  steps,
  Workflow,
  WorkloadAlarms,
  WorkloadDashboard,
  WorkloadKey,
  type WorkloadNetwork,
  WorkloadQueue,
  WorkloadRole,
} from "@plinth/components";
import type { Fields } from "@plinth/standards/contracts/extraction";
import type * as pulumi from "@pulumi/pulumi";
import {
  accessLogBucketName,
  type Discovery,
  discover,
  EVALUATION_ENDPOINTS,
  evaluate,
  networkOf,
  type OwnNetwork,
} from "../workload/parts";
import { documentSteps, FAILURE } from "./steps";

export interface DocumentProcessingArgs extends PlinthComponentArgs {
  /** What the documents are, in a few words: `supplier invoices`. */
  readonly documents: string;
  /** What is read from each: type by name. Bounds: 1 to 50. */
  readonly fields: Fields;
  /** Text models in order of preference: the next one is asked when one is throttled or down. Bounds: at least one. */
  readonly models: readonly ModelChoice[];
  /** US dollars a month: the budget that alarms watch. Bounds: above 0. */
  readonly expectedMonthlyInferenceUsd: number;
  /** Which documents a person looks at. Default: `always` where the workload is regulated, and `unsure` otherwise. */
  readonly review?: "always" | "unsure";
  /** Days in which a person must have looked. Bounds: 1 to 14. Default: 3. */
  readonly reviewDays?: number;
  /** Who may look and decide. Default: {@link HumanApproval}'s. */
  readonly reviewers?: People;
  /** A network that exists already, or what an own one is to be. Default: an own one with default range and zones. */
  readonly network?: WorkloadNetwork | OwnNetwork;
  /** A key that exists already, for everything but records. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** False where another stack records the account's invocations in this region. Default: true. */
  readonly invocationLogging?: boolean;
  /** Addresses that alarms, and notices of reviews, are sent to. Default: none. */
  readonly alarmEmails?: readonly string[];
  /** Days that records are kept. Default: {@link OutputStore}'s. */
  readonly recordRetentionDays?: number;
  /**
   * Whether golden documents (`golden/<name>.json` in a bucket of their own) are read once a day, and how their scores
   * drift. A network that exists already must reach the endpoints `lambda` and `s3` for it. Default: in production.
   */
  readonly evaluation?: boolean;
  /**
   * Whether Amazon Macie looks for personal data and credentials in the account's buckets: `own` switches it on in this
   * region, `account` takes it as switched on already. The policy of a key that exists already must let it decrypt. Default:
   * own in production, for confidential documents and above; off otherwise.
   */
  readonly discovery?: Discovery;
  /**
   * False in a workload's second region: its budget and its entries in the model inventory stand in the first, and say the
   * same of both. Default: true.
   */
  readonly isHome?: boolean;
}

/** All that the functions call from inside the network; the workflow's own calls leave from Step Functions. */
const ENDPOINTS = ["bedrock-runtime", "states", "textract"];

/** Two models on a long document, with time to spare. */
const EXTRACTION = { timeoutSeconds: 120, maxTokens: 4_096, modelTimeoutSeconds: 50 };

const DAY_SECONDS = 24 * 3600;

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
export class DocumentProcessing extends PlinthComponent {
  readonly inboxBucketName: pulumi.Output<string>;
  readonly recordBucketName: pulumi.Output<string>;
  readonly stateMachineArn: pulumi.Output<string>;
  readonly reviewQueueName: pulumi.Output<string>;
  readonly reviewerRoleArn: pulumi.Output<string>;
  readonly decisionFunctionName: pulumi.Output<string>;
  readonly alarmTopicArn: pulumi.Output<string>;
  /** Present with an evaluation: golden documents are put here. */
  readonly goldenBucketName: pulumi.Output<string> | undefined;

  readonly #golden: ClassifiedBucket | undefined;

  constructor(name: string, args: DocumentProcessingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("DocumentProcessing", name, args, opts, []);
    const { workload, alarmEmails: emails, isHome = true } = args;
    const { classification } = workload;
    const here = { parent: this };

    const key = args.key ?? new WorkloadKey(`${name}-key`, { workload, services: KEY_SERVICES }, here);
    const evaluation = args.evaluation ?? this.isProduction;
    const services = evaluation ? [...ENDPOINTS, ...EVALUATION_ENDPOINTS] : ENDPOINTS;
    const network = networkOf(`${name}-network`, args.network ?? {}, { workload, services, key }, here);
    const logs = accessLogBucketName(`${name}-access-logs`, workload, here);

    const source = { workload, classification, kind: "source", key, accessLogBucketName: logs } as const;
    const inbox = new ClassifiedBucket(`${name}-inbox`, source, here);
    const records = new OutputStore(
      `${name}-records`,
      { workload, accessLogBucketName: logs, retentionDays: args.recordRetentionDays },
      here,
    );
    const models = new ModelAccess(`${name}-models`, { workload, models: args.models, purpose: "extraction" }, here);
    const extract = this.#createExtraction(args, key, network, models);
    const { reviewDays = 3, reviewers } = args;
    const approval = new HumanApproval(
      `${name}-review`,
      { workload, key, network, reviewers, expirySeconds: reviewDays * DAY_SECONDS, emails },
      here,
    );
    inbox.grantRead(approval.reviewer);

    const failures = new WorkloadQueue(`${name}-failures`, { workload, key }, here);
    const review = args.review ?? (workload.regulated ? "always" : "unsure");
    const workflow = new Workflow(
      `${name}-workflow`,
      {
        workload,
        key,
        steps: documentSteps({ inbox, extract, approval, records, review }),
        onFailure: [steps.send("Set aside", { queue: failures, message: FAILURE })],
        timeoutSeconds: (reviewDays + 1) * DAY_SECONDS,
      },
      here,
    );
    const trigger = new ObjectTrigger(`${name}-uploads`, { workload, key, bucket: inbox, workflow }, here);

    discover(`${name}-discovery`, workload, args.discovery, here);
    if (args.invocationLogging ?? true) {
      new InvocationLogging(`${name}-invocations`, { workload, key, accessLogBucketName: logs }, here);
    }
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      {
        workload,
        key,
        functions: [extract, approval.decisions],
        workflows: [workflow],
        queues: [failures, trigger.deadLetters],
        models,
        monthlyUsd: isHome ? args.expectedMonthlyInferenceUsd : undefined,
        emails,
      },
      here,
    );
    new WorkloadDashboard(
      `${name}-dashboard`,
      {
        workload,
        models,
        functions: [extract, approval.decisions],
        queueNames: [approval.queueName, failures.queueName, trigger.deadLetters.queueName],
      },
      here,
    );
    // A bucket of its own: what judges the reading sees no document that anybody sent.
    this.#golden = evaluation ? new ClassifiedBucket(`${name}-golden`, source, here) : undefined;
    if (this.#golden) {
      const kept = { key: records.key, accessLogBucketName: logs };
      evaluate(name, { target: extract, goldenSet: this.#golden }, kept, { workload, key, network }, alarms, here);
    }
    for (const model of isHome ? args.models : []) this.#enterInventory(model, args.documents);

    this.inboxBucketName = inbox.bucketName;
    this.recordBucketName = records.bucketName;
    this.stateMachineArn = workflow.stateMachineArn;
    this.reviewQueueName = approval.queueName;
    this.reviewerRoleArn = approval.reviewer.roleArn;
    this.decisionFunctionName = approval.decisions.functionName;
    this.alarmTopicArn = alarms.topicArn;
    this.goldenBucketName = this.#golden?.bucketName;
    this.registerOutputs(this.outputs());
  }

  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Output<string>> {
    const { inboxBucketName, recordBucketName, stateMachineArn, reviewQueueName } = this;
    const { reviewerRoleArn, decisionFunctionName, alarmTopicArn, goldenBucketName } = this;
    return {
      inboxBucketName,
      recordBucketName,
      stateMachineArn,
      reviewQueueName,
      reviewerRoleArn,
      decisionFunctionName,
      alarmTopicArn,
      ...(goldenBucketName && { goldenBucketName }),
    };
  }

  /**
   * Copies each new golden document, and each deletion, to the same in another region. Documents are not copied: each is read
   * once, where it was put.
   */
  copySourcesTo(second: DocumentProcessing): void {
    if (this.#golden && second.#golden) this.#golden.replicateTo(second.#golden);
  }

  /** Reads what Textract has read; it sees neither bucket. */
  #createExtraction(
    { workload, documents, fields }: DocumentProcessingArgs,
    key: EncryptionKey,
    network: WorkloadNetwork,
    models: ModelAccess,
  ): InferenceFunction {
    const here = { parent: this };
    const role = new WorkloadRole(`${this.name}-extract`, { workload, service: "lambda" }, here);
    // Textract has no resources to scope this to.
    role.allow("read-text", { actions: ["textract:GetDocumentTextDetection"], resources: ["*"] });
    models.grantInvoke(role);
    return new InferenceFunction(
      `${this.name}-extract`,
      {
        workload,
        role,
        network,
        key,
        code: { entry: require.resolve("@plinth/service-extraction") },
        environment: {
          WORKLOAD: workload.name,
          ENVIRONMENT: workload.environment,
          ...models.environment,
          DOCUMENTS: documents,
          FIELDS: JSON.stringify(fields),
          MAX_TOKENS: String(EXTRACTION.maxTokens),
          MODEL_TIMEOUT_SECONDS: String(EXTRACTION.modelTimeoutSeconds),
        },
        timeoutSeconds: EXTRACTION.timeoutSeconds,
      },
      here,
    );
  }

  #enterInventory(model: ModelChoice, documents: string): void {
    new ModelInventoryEntry(
      `${this.name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`,
      {
        workload: this.workload,
        model,
        purpose: `Reads fields from ${documents}.`,
        intendedUses: `Fields of ${documents} for the systems that keep them. Not for decisions about what the documents ask for, which those systems and people take.`,
        ethicalConsiderations:
          "Every value is held against the words of its document. What is missing, in doubt or not in the document goes to a person, who corrects, approves or rejects it. Every record says which model, guardrail version and person it comes from.",
      },
      { parent: this },
    );
  }
}
