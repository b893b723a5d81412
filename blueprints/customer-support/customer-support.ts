import { type ClassifiedBucket, KnowledgeBase, S3VectorStore } from "@plinth/components";
import type * as pulumi from "@pulumi/pulumi";
import { AiWorkload, type AiWorkloadArgs } from "../workload/ai-workload";
import { EMBEDDING_MODEL } from "../workload/model-use";
import { type OptionArgs, optionsOf } from "../workload/options";
import { ANSWERS, SEARCHES } from "./model-uses";
import { options } from "./options";

/** What a {@link CustomerSupport} takes: the blueprint's options, and what is only wired in code. */
export interface CustomerSupportArgs extends AiWorkloadArgs, OptionArgs<typeof options> {
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
export class CustomerSupport extends AiWorkload {
  /** What other stacks may refer to. */
  readonly outputs;

  constructor(name: string, args: CustomerSupportArgs, opts?: pulumi.ComponentResourceOptions) {
    const { workload, reservedConcurrency } = args;
    const { retrieval, transcriptRetentionDays, ...checks } = optionsOf(options, args);
    const searched = retrieval === "knowledge-base";
    super("CustomerSupport", name, args, opts, {
      keyServices: [...KEY_SERVICES, ...(searched ? SEARCH_KEY_SERVICES : [])],
      endpoints: [...ENDPOINTS, ...(searched ? SEARCH_ENDPOINTS : [])],
      checks,
      use: ANSWERS,
      embeddingUse: searched ? SEARCHES : undefined,
    });
    const { models, accessLogBucketName } = this;

    const knowledge = this.createSource("knowledge", { copied: true });
    const transcripts = this.createOutputStore("transcripts", transcriptRetentionDays);
    const base = searched ? this.#search(knowledge) : undefined;
    const role = this.createRole("handler", "lambda");
    if (base) base.grantRetrieve(role);
    else knowledge.grantRead(role);
    transcripts.grantWrite(role);
    models.grantInvoke(role);
    const handler = this.createFunction("handler", require.resolve("@plinth/service-support"), {
      role,
      environment: {
        ...this.environment,
        ACCOUNT_ID: workload.accountId,
        ...models.environment,
        ...(base?.environment ?? { KNOWLEDGE_BUCKET: knowledge.bucketName }),
        OUTPUT_BUCKET: transcripts.bucketName,
        KEY_ARN: transcripts.key.keyArn,
      },
      timeoutSeconds: TIMEOUT_SECONDS,
      reservedConcurrency,
    });

    const functions = [handler];
    const asked = { target: handler, goldenSet: knowledge };
    const kept = { key: transcripts.key, accessLogBucketName };
    const shown = { functions };
    const alarms = this.watch({ functions, shown, evaluation: this.evaluated ? { asked, kept } : undefined });

    this.outputs = this.registered({
      /** The function that answers; an application or an Amazon SQS queue invokes it. */
      functionName: handler.functionName,
      /** ARN of the same function. */
      functionArn: handler.functionArn,
      /** Role of the function. */
      roleArn: role.roleArn,
      /** Bucket of articles and golden cases. */
      knowledgeBucketName: knowledge.bucketName,
      /** Bucket of transcripts. */
      transcriptBucketName: transcripts.bucketName,
      /** Topic of the workload's alarms. */
      alarmTopicArn: alarms.topicArn,
    });
  }

  /** A knowledge base over the articles, and not over the golden cases beside them. */
  #search(source: ClassifiedBucket): KnowledgeBase {
    const { workload, name, key } = this;
    const here = { parent: this };
    const store = new S3VectorStore(`${name}-vectors`, { workload, key }, here);
    return new KnowledgeBase(
      `${name}-search`,
      { workload, source, prefix: ARTICLES, store, key, embeddingModel: EMBEDDING_MODEL },
      here,
    );
  }
}
