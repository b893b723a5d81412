import {
  ClassifiedBucket,
  type EncryptionKey,
  InferenceFunction,
  InvocationLogging,
  KnowledgeBase,
  ModelAccess,
  type ModelChoice,
  ModelInventoryEntry,
  OutputStore,
  PlinthComponent,
  type PlinthComponentArgs,
  S3VectorStore,
  WorkloadAlarms,
  WorkloadDashboard,
  WorkloadKey,
  type WorkloadNetwork,
  WorkloadRole,
} from "@plinth/components";
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

export interface CustomerSupportArgs extends PlinthComponentArgs {
  /** Text models in order of preference: the next one is asked when one is throttled or down. Bounds: at least one. */
  readonly models: readonly ModelChoice[];
  /** US dollars a month: the budget that alarms watch. Bounds: above 0. */
  readonly expectedMonthlyInferenceUsd: number;
  /**
   * What the model is told of the articles: `articles`, all of them, up to 50 and 40,000 characters; `knowledge-base`, the
   * passages that fit the message, found by a knowledge base over S3 Vectors. Default: articles, the simplest.
   */
  readonly retrieval?: "articles" | "knowledge-base";
  /** A network that exists already, or what an own one is to be. Default: an own one with default range and zones. */
  readonly network?: WorkloadNetwork | OwnNetwork;
  /** A key that exists already, for everything but outputs. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** False where another stack records the account's invocations in this region. Default: true. */
  readonly invocationLogging?: boolean;
  /** Addresses that alarms are sent to. Default: none. */
  readonly alarmEmails?: readonly string[];
  /** Days that transcripts are kept. Default: {@link OutputStore}'s. */
  readonly transcriptRetentionDays?: number;
  /**
   * Whether the golden cases below `golden/`, beside the articles, are asked once a day, and how their scores drift. A
   * network that exists already must reach the endpoint `lambda` for it. Default: in production.
   */
  readonly evaluation?: boolean;
  /**
   * Whether Amazon Macie looks for personal data and credentials in the account's buckets: `own` switches it on in this
   * region, `account` takes it as switched on already. The policy of a key that exists already must let it decrypt. Default:
   * own in production, for confidential articles and above; off otherwise.
   */
  readonly discovery?: Discovery;
  /**
   * False in a workload's second region: its budget and its entries in the model inventory stand in the first, and say the
   * same of both. Default: true.
   */
  readonly isHome?: boolean;
  /** Invocations at a time. Default: {@link InferenceFunction}'s. */
  readonly reservedConcurrency?: number;
}

/** All that the handler calls from inside the network; logs and traces leave through Lambda itself. */
const ENDPOINTS = ["bedrock-runtime", "s3"];

/** How a knowledge base is searched. */
const SEARCH_ENDPOINTS = ["bedrock-agent-runtime"];

const KEY_SERVICES = ["bedrock", "budgets", "cloudwatch", "lambda", "logs", "macie"] as const;
const SEARCH_KEY_SERVICES = ["s3vectors"] as const;

/** Folder of the bucket that articles lie in. */
const ARTICLES = "articles/";

/** What makes vectors of articles and messages. */
const EMBEDDING_MODEL = "amazon.titan-embed-text-v2";

const ANSWERS = {
  purpose: "Drafts answers to customers' messages from the company's own articles.",
  intendedUses:
    "Answers about orders, deliveries, bills and products, in the customer's language. Not for decisions about people, money or contracts, which a human takes.",
  ethicalConsiderations:
    "Whatever the guardrail stops, no article supports, or the model is unsure about goes to a human. Every answer is recorded with the model and guardrail version that made it.",
};

const SEARCHES = {
  purpose: "Makes vectors of articles and messages, so that the articles that answer a message are found.",
  intendedUses: "Search in the company's own articles. Not for comparing people.",
  ethicalConsiderations: "Vectors give away what they were made of, and are kept and protected as the articles are.",
};

/** Two models and the record, with time to spare; see the handler's `MODEL_TIMEOUT_SECONDS`. */
const TIMEOUT_SECONDS = 60;

/**
 * Customer messages answered by a model from the company's own articles, with a human for the rest.
 *
 * One Lambda function with structured output, in a network that reaches Bedrock and S3 and nothing else; a bucket for
 * articles (`articles/<name>.md`), all told to the model or searched by a knowledge base, and a store for transcripts (`answered/…`, and `handed-over/…` for a human to take up);
 * guarded access to the models; the account's invocation records; a dashboard, alarms, a budget, and an entry in the model
 * inventory for each model; in production, an evaluation of golden cases (`golden/<name>.json`) every day, and a search of confidential
 * articles for personal data that should not be there. The function is invoked directly or by an Amazon SQS queue, by whoever is allowed to: it has no URL.
 *
 * @example
 * new CustomerSupport("support", {
 *   workload,
 *   models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
 *   expectedMonthlyInferenceUsd: 4000,
 * });
 */
export class CustomerSupport extends PlinthComponent {
  readonly functionName: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly knowledgeBucketName: pulumi.Output<string>;
  readonly transcriptBucketName: pulumi.Output<string>;
  readonly alarmTopicArn: pulumi.Output<string>;
  readonly #knowledge: ClassifiedBucket;

  constructor(name: string, args: CustomerSupportArgs, opts?: pulumi.ComponentResourceOptions) {
    super("CustomerSupport", name, args, opts, []);
    const { workload, isHome = true } = args;
    const here = { parent: this };

    const searched = args.retrieval === "knowledge-base";
    const key =
      args.key ??
      new WorkloadKey(
        `${name}-key`,
        { workload, services: [...KEY_SERVICES, ...(searched ? SEARCH_KEY_SERVICES : [])] },
        here,
      );
    const evaluation = args.evaluation ?? this.isProduction;
    const services = [...ENDPOINTS, ...(searched ? SEARCH_ENDPOINTS : []), ...(evaluation ? EVALUATION_ENDPOINTS : [])];
    const network = networkOf(`${name}-network`, args.network ?? {}, { workload, services, key }, here);
    const role = new WorkloadRole(`${name}-handler`, { workload, service: "lambda" }, here);

    const accessLogs = accessLogBucketName(`${name}-access-logs`, workload, here);
    const { classification } = workload;
    const knowledge = new ClassifiedBucket(
      `${name}-knowledge`,
      { workload, classification, kind: "source", key, accessLogBucketName: accessLogs },
      here,
    );
    const transcripts = new OutputStore(
      `${name}-transcripts`,
      { workload, accessLogBucketName: accessLogs, retentionDays: args.transcriptRetentionDays },
      here,
    );
    const models = new ModelAccess(`${name}-models`, { workload, models: args.models }, here);
    const base = searched ? this.#search(knowledge, key) : undefined;
    if (base) base.grantRetrieve(role);
    else knowledge.grantRead(role);
    transcripts.grantWrite(role);
    models.grantInvoke(role);

    const handler = new InferenceFunction(
      `${name}-handler`,
      {
        workload,
        role,
        network,
        key,
        code: { entry: require.resolve("@plinth/service-support") },
        environment: {
          WORKLOAD: workload.name,
          ENVIRONMENT: workload.environment,
          ACCOUNT_ID: workload.accountId,
          ...models.environment,
          ...(base?.environment ?? { KNOWLEDGE_BUCKET: knowledge.bucketName }),
          OUTPUT_BUCKET: transcripts.bucketName,
          KEY_ARN: transcripts.key.keyArn,
        },
        timeoutSeconds: TIMEOUT_SECONDS,
        reservedConcurrency: args.reservedConcurrency,
      },
      here,
    );

    discover(`${name}-discovery`, workload, args.discovery, here);
    if (args.invocationLogging ?? true) {
      new InvocationLogging(`${name}-invocations`, { workload, key, accessLogBucketName: accessLogs }, here);
    }
    const alarms = new WorkloadAlarms(
      `${name}-alarms`,
      {
        workload,
        key,
        functions: [handler],
        models,
        monthlyUsd: isHome ? args.expectedMonthlyInferenceUsd : undefined,
        emails: args.alarmEmails,
      },
      here,
    );
    new WorkloadDashboard(`${name}-dashboard`, { workload, models, functions: [handler] }, here);
    if (evaluation) {
      evaluate(
        name,
        { target: handler, goldenSet: knowledge },
        { key: transcripts.key, accessLogBucketName: accessLogs },
        { workload, key, network, alarmTopicArn: alarms.topicArn },
        alarms,
        here,
      );
    }
    if (isHome) {
      for (const model of args.models) this.enterInventory(model, ANSWERS);
      if (searched) this.enterInventory({ id: EMBEDDING_MODEL }, SEARCHES);
    }

    this.#knowledge = knowledge;
    this.functionName = handler.functionName;
    this.functionArn = handler.functionArn;
    this.roleArn = role.roleArn;
    this.knowledgeBucketName = knowledge.bucketName;
    this.transcriptBucketName = transcripts.bucketName;
    this.alarmTopicArn = alarms.topicArn;
    this.registerOutputs(this.outputs());
  }

  /** What the stack tells other stacks. */
  outputs(): Record<string, pulumi.Output<string>> {
    const { functionName, functionArn, roleArn, knowledgeBucketName, transcriptBucketName, alarmTopicArn } = this;
    return { functionName, functionArn, roleArn, knowledgeBucketName, transcriptBucketName, alarmTopicArn };
  }

  /** Copies each new article and golden case, and each deletion, to the same in another region. */
  copySourcesTo(second: CustomerSupport): void {
    this.#knowledge.replicateTo(second.#knowledge);
  }

  /** A knowledge base over the articles, and not over the golden cases beside them. */
  #search(source: ClassifiedBucket, key: EncryptionKey): KnowledgeBase {
    const { workload, name } = this;
    const here = { parent: this };
    const store = new S3VectorStore(`${name}-vectors`, { workload, key }, here);
    return new KnowledgeBase(
      `${name}-search`,
      { workload, source, prefix: ARTICLES, store, key, embeddingModel: EMBEDDING_MODEL },
      here,
    );
  }

  private enterInventory(model: ModelChoice, use: typeof ANSWERS): void {
    const { workload } = this;
    new ModelInventoryEntry(
      `${this.name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`,
      { workload, model, ...use },
      { parent: this },
    );
  }
}
