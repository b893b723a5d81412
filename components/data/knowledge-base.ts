import { type Fault, findModel, logRetentionDays } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { ClassifiedBucket } from "./classified-bucket";
import type { VectorStore } from "./vector-store";

export interface KnowledgeBaseArgs extends PlinthComponentArgs {
  /** The documents. Bounds: of the workload's account. */
  readonly source: ClassifiedBucket;
  /** Folder of the bucket that is taken in: `articles/`. Default: the whole bucket. */
  readonly prefix?: string;
  /** Where their vectors are kept. Bounds: a store that Bedrock supports; as many dimensions as the model writes. */
  readonly store: VectorStore;
  /** Encrypts what is kept while documents are taken in, and logs. Its policy must let `logs` use it. */
  readonly key: EncryptionKey;
  /** Embedding model, by its id in the standard's catalogue. Default: `amazon.titan-embed-text-v2`. */
  readonly embeddingModel?: string;
  /** How documents are cut: tokens in a piece, and percent that it shares with the one before it. Bounds: 20 to 8,192; 1 to 99. Default: 300, 20. */
  readonly chunks?: { readonly tokens: number; readonly overlapPercent: number };
  /** When the source is looked through for what is new, changed or gone, in EventBridge Scheduler's words. Default: `rate(1 day)`. */
  readonly ingestion?: string;
}

const DEFAULT_CHUNKS = { tokens: 300, overlapPercent: 20 };

/**
 * Documents of a bucket that can be searched by meaning, kept up to date.
 *
 * Creates a Bedrock knowledge base over a vector store, a data source whose vectors go when their document goes, the role
 * that Bedrock takes in documents with, a schedule that starts ingestion with a role of its own, and the record of what
 * became of each document.
 *
 * @example
 * const documents = new ClassifiedBucket("articles", { workload, classification: "internal", kind: "source", key });
 * const store = new S3VectorStore("vectors", { workload, key });
 * const knowledge = new KnowledgeBase("knowledge", { workload, source: documents, store, key });
 * knowledge.grantRetrieve(role);
 */
export class KnowledgeBase extends PlinthComponent {
  /** AWS assigns it. */
  readonly knowledgeBaseId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** Names in the standard's catalogue of the endpoints that whoever searches needs. */
  readonly endpoints = ["bedrock-agent-runtime"];

  constructor(name: string, args: KnowledgeBaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("KnowledgeBase", name, args, opts, faults(name, args));
    const role = this.#createRole(args);
    const base = this.#createKnowledgeBase(args, role);
    const source = this.#createDataSource(args, base);
    this.#ingestRegularly(args, base, source);
    const logGroup = this.#recordIngestion(args, base);

    this.knowledgeBaseId = base.id;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ knowledgeBaseId: this.knowledgeBaseId, logGroupName: this.logGroupName });
  }

  /** `KNOWLEDGE_BASE_ID`, for whoever searches. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return { KNOWLEDGE_BASE_ID: this.knowledgeBaseId };
  }

  /** Lets one workload's role search. AWS assigns the id, so the permission goes by the knowledge base's tags. */
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
      // Bedrock tries the role's permissions when it creates the knowledge base.
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

  /** Scheduler calls Bedrock by itself: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html (read 2026-11). */
  #ingestRegularly(
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

  #recordIngestion({ workload, key }: KnowledgeBaseArgs, base: bedrock.AgentKnowledgeBase): cloudwatch.LogGroup {
    const logGroup = new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        // CloudWatch lets its own delivery write to groups of this name without a resource policy for each of them.
        name: `/aws/vendedlogs/bedrock/${this.physicalName()}`,
        retentionInDays: logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    const source = new cloudwatch.LogDeliverySource(
      `${this.name}-log-source`,
      { logType: "APPLICATION_LOGS", resourceArn: base.arn, tags: this.tags() },
      this.child(),
    );
    const destination = new cloudwatch.LogDeliveryDestination(
      `${this.name}-log-destination`,
      {
        deliveryDestinationConfiguration: {
          destinationResourceArn: this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}:*`),
        },
        tags: this.tags(),
      },
      this.child(),
    );
    new cloudwatch.LogDelivery(
      `${this.name}-log-delivery`,
      { deliverySourceName: source.name, deliveryDestinationArn: destination.arn, tags: this.tags() },
      this.child(),
    );
    return logGroup;
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
  const within = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
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
      within(chunks.tokens, 20, 8_192) && within(chunks.overlapPercent, 1, 99),
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
