import { type Fault, findModel } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { ClassifiedBucket } from "./classified-bucket";
import { ingestionLogs } from "./ingestion-logs";
import type { VectorStore } from "./vector-store";

/** Arguments of {@link KnowledgeBase}. */
export interface KnowledgeBaseArgs extends PlinthComponentArgs {
  /** Bucket with the documents. Bounds: of the workload's account. */
  readonly source: ClassifiedBucket;
  /** Prefix of the objects to ingest: `articles/`. Default: none; the whole bucket is ingested. */
  readonly prefix?: string;
  /** Vector store. Bounds: a store that Bedrock supports, with dimensions that the embedding model supports. */
  readonly store: VectorStore;
  /**
   * Encrypts transient data during ingestion, the schedule and the logs. The key policy must allow the service `logs`
   * to use it.
   */
  readonly key: EncryptionKey;
  /** Embedding model, by its id in the standard's catalogue. Default: `amazon.titan-embed-text-v2`. */
  readonly embeddingModel?: string;
  /**
   * Fixed-size chunking of documents: tokens in a chunk, and its overlap with the previous chunk in percent. Bounds: 20
   * to 8,192; 1 to 99. Default: 300 tokens, 20 percent.
   */
  readonly chunks?: { readonly tokens: number; readonly overlapPercent: number };
  /**
   * Schedule of the ingestion jobs, as an expression of EventBridge Scheduler. A job ingests new and changed documents,
   * and removes deleted ones. Default: `rate(1 day)`.
   */
  readonly ingestion?: string;
}

const DEFAULT_CHUNKS = { tokens: 300, overlapPercent: 20 };

/**
 * Semantic search over the documents of a bucket, with scheduled ingestion.
 *
 * Creates a Bedrock knowledge base on a vector store, a data source that deletes vectors with their documents, the role
 * that Bedrock ingests with, a schedule that starts ingestion jobs with its own role, and log delivery of each
 * document's ingestion status.
 *
 * @example
 * const documents = new ClassifiedBucket("articles", { workload, classification: "internal", kind: "source", key });
 * const store = new S3VectorStore("vectors", { workload, key });
 * const knowledge = new KnowledgeBase("knowledge", { workload, source: documents, store, key });
 * knowledge.grantRetrieve(role);
 */
export class KnowledgeBase extends PlinthComponent {
  /** Id of the knowledge base. Assigned by AWS. */
  readonly knowledgeBaseId: pulumi.Output<string>;
  /**
   * Name of the log group with the ingestion status of documents:
   * `/aws/vendedlogs/bedrock/<workload>-<environment>-<name>`. Known in preview.
   */
  readonly logGroupName: pulumi.Output<string>;
  /** VPC endpoints that clients require, by their names in the standard's catalogue. */
  readonly endpoints = ["bedrock-agent-runtime"];

  constructor(name: string, args: KnowledgeBaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("KnowledgeBase", name, args, opts, faults(name, args));
    const role = this.#createRole(args);
    const base = this.#createKnowledgeBase(args, role);
    const source = this.#createDataSource(args, base);
    this.#scheduleIngestion(args, base, source);
    const logGroup = this.#deliverLogs(args, base);

    this.knowledgeBaseId = base.id;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ knowledgeBaseId: this.knowledgeBaseId, logGroupName: this.logGroupName });
  }

  /** Environment variables of clients: `KNOWLEDGE_BASE_ID`. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { KNOWLEDGE_BASE_ID: this.knowledgeBaseId };
  }

  /** Allows a role to retrieve. AWS assigns the id, so the permission is scoped by the knowledge base's tags. */
  grantRetrieve(role: WorkloadRole): void {
    role.allow(`retrieve-${this.name}`, {
      actions: ["bedrock:Retrieve"],
      resources: [this.arn("bedrock", "knowledge-base/*")],
      conditions: { StringEquals: this.ownTags() },
    });
  }

  #createRole({ workload, source, store, embeddingModel }: KnowledgeBaseArgs): WorkloadRole {
    const role = new WorkloadRole(`${this.name}-ingestion`, { workload, service: "bedrock" }, { parent: this });
    role.allow("embed", { actions: ["bedrock:InvokeModel"], resources: [this.#modelArn(embeddingModel)] });
    source.grantRead(role);
    store.grantWrite(role);
    return role;
  }

  #createKnowledgeBase({ store, embeddingModel }: KnowledgeBaseArgs, role: WorkloadRole): bedrock.AgentKnowledgeBase {
    const bedrockEmbeddingModelConfiguration = { dimensions: store.dimensions, embeddingDataType: "FLOAT32" };
    return new bedrock.AgentKnowledgeBase(
      `${this.name}-knowledge-base`,
      {
        description: `Documents of ${this.workload.name} in ${this.workload.environment}`,
        roleArn: role.roleArn,
        knowledgeBaseConfiguration: {
          type: "VECTOR",
          vectorKnowledgeBaseConfiguration: {
            embeddingModelArn: this.#modelArn(embeddingModel),
            embeddingModelConfiguration: { bedrockEmbeddingModelConfiguration },
          },
        },
        storageConfiguration: store.knowledgeBaseStorage,
        tags: this.tags(),
      },
      // Bedrock verifies the role's permissions when it creates the knowledge base.
      this.child({ dependsOn: [role, ...(pulumi.Resource.isInstance(store) ? [store] : [])] }),
    );
  }

  #createDataSource(
    { source, prefix, key, chunks = DEFAULT_CHUNKS }: KnowledgeBaseArgs,
    base: bedrock.AgentKnowledgeBase,
  ): bedrock.AgentDataSource {
    return new bedrock.AgentDataSource(
      `${this.name}-source`,
      {
        knowledgeBaseId: base.id,
        dataDeletionPolicy: "DELETE",
        dataSourceConfiguration: {
          type: "S3",
          s3Configuration: {
            bucketArn: source.bucketArn,
            bucketOwnerAccountId: this.workload.accountId,
            inclusionPrefixes: prefix === undefined ? undefined : [prefix],
          },
        },
        serverSideEncryptionConfiguration: { kmsKeyArn: key.keyArn },
        vectorIngestionConfiguration: {
          chunkingConfiguration: {
            chunkingStrategy: "FIXED_SIZE",
            fixedSizeChunkingConfiguration: { maxTokens: chunks.tokens, overlapPercentage: chunks.overlapPercent },
          },
        },
      },
      this.child(),
    );
  }

  /** EventBridge Scheduler calls the Bedrock API directly: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html (read 2026-11). */
  #scheduleIngestion(
    { workload, key, ingestion = "rate(1 day)" }: KnowledgeBaseArgs,
    base: bedrock.AgentKnowledgeBase,
    source: bedrock.AgentDataSource,
  ): void {
    const role = new WorkloadRole(`${this.name}-schedule`, { workload, service: "scheduler" }, { parent: this });
    role.allow("ingest", {
      actions: ["bedrock:StartIngestionJob"],
      resources: [this.arn("bedrock", "knowledge-base/*")],
      conditions: { StringEquals: this.ownTags() },
    });
    key.grantDecrypt(role);
    new scheduler.Schedule(
      `${this.name}-ingestion`,
      {
        description: `Takes in documents of ${this.workload.name}`,
        scheduleExpression: ingestion,
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 15 },
        kmsKeyArn: key.keyArn,
        target: {
          arn: `arn:${workload.partition}:scheduler:::aws-sdk:bedrockagent:startIngestionJob`,
          roleArn: role.roleArn,
          input: pulumi.jsonStringify({ KnowledgeBaseId: base.id, DataSourceId: source.dataSourceId }),
        },
      },
      this.child({ dependsOn: [role] }),
    );
  }

  #deliverLogs({ key }: KnowledgeBaseArgs, base: bedrock.AgentKnowledgeBase): cloudwatch.LogGroup {
    const { name, workload } = this;
    const owner = { name, workload, tags: this.tags(), child: this.child(), dataStore: this.dataStore() };
    return ingestionLogs(owner, key, base);
  }

  #modelArn(id = DEFAULT_MODEL): string {
    const { partition, region, standard } = this.workload;
    return `arn:${partition}:bedrock:${region}::foundation-model/${findModel(standard, id)?.modelId}`;
  }
}

const DEFAULT_MODEL = "amazon.titan-embed-text-v2";

function faults(name: string, args: KnowledgeBaseArgs): Fault[] {
  const { workload, store, embeddingModel = DEFAULT_MODEL, chunks = DEFAULT_CHUNKS, prefix, ingestion } = args;
  const { standard, region } = workload;
  const usable = standard.models.filter(({ kind, regions }) => kind === "embedding" && regions.includes(region));
  const model = usable.find(({ id }) => id === embeddingModel);
  return faultsOf(
    "data/KnowledgeBase",
    name,
    [
      model !== undefined,
      "embeddingModel",
      `an embedding model of the catalogue in ${region}: one of ${usable.map(({ id }) => id).join(", ")}`,
      embeddingModel,
    ],
    [
      model?.dimensions === undefined || model.dimensions.includes(store.dimensions),
      "store",
      `a store of ${model?.dimensions?.join(" or ")} dimensions, which ${embeddingModel} writes`,
      String(store.dimensions),
    ],
    [
      store.knowledgeBaseStorage !== undefined,
      "store",
      "a store that Bedrock supports for knowledge bases",
      store.kind,
    ],
    [
      isIntegerBetween(chunks.tokens, 20, 8_192) && isIntegerBetween(chunks.overlapPercent, 1, 99),
      "chunks",
      "20 to 8192 tokens, overlapping by 1 to 99 percent",
      `${chunks.tokens}, ${chunks.overlapPercent}`,
    ],
    [prefix === undefined || /^[^/].{0,298}$/.test(prefix), "prefix", "a folder such as articles/", prefix],
    [
      ingestion === undefined || /^(rate|cron)\([^()]+\)$/.test(ingestion),
      "ingestion",
      "a schedule such as rate(1 day) or cron(0 3 * * ? *)",
      ingestion,
    ],
  );
}
