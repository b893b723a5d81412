import {
  type Classification,
  type Fault,
  isProduction,
  type RetentionRange,
  retentionRange,
  STORE_TAG,
} from "@plinth/standards";
import type * as rds from "@pulumi/aws/rds";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { type ClusterOwner, type ClusterPlan, clusterChecks, createCluster } from "./aurora/aurora-cluster";
import { AuroraSchema } from "./aurora/aurora-schema";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { KnowledgeBaseStorage, VectorStore } from "./vector-store";

/** Arguments of {@link AuroraVectorStore}. */
export interface AuroraVectorStoreArgs extends PlinthComponentArgs {
  /** Network of the cluster: isolated subnets in at least two zones, with the endpoints of {@link AURORA_ENDPOINTS}. */
  readonly network: WorkloadNetwork;
  /**
   * Encrypts data, passwords and logs. The key policy must allow `logs`, `lambda` and `secretsmanager` to use it. A
   * change replaces the cluster and loses its data.
   */
  readonly key: EncryptionKey;
  /**
   * Classification of the embedded documents, which vectors reveal. Bounds: at most the workload's. Default: the
   * workload's.
   */
  readonly classification?: Classification;
  /**
   * Dimensions of each vector. Bounds: 1 to 2,000, the limit of HNSW indexes. Default: 1,024, the output of Titan Text
   * Embeddings V2.
   */
  readonly dimensions?: number;
  /**
   * Aurora capacity units of an instance, which scale with the load. Bounds: 0.5 to 256, in halves; `max` at least 1.
   * Default: 0.5 to 4.
   */
  readonly capacity?: { readonly min: number; readonly max: number };
  /** Instances in different zones, for failover. Bounds: 1 to 15. Default: 2 in production, otherwise 1. */
  readonly instances?: number;
  /** Backup retention in days. Bounds: the standard's range for backups, at most 35. Default: its minimum. */
  readonly backupDays?: number;
}

/** VPC endpoints of the store's network and its clients, by their names in the standard's catalogue. */
export const AURORA_ENDPOINTS: readonly string[] = ["rds-data", "secretsmanager"];

const DATABASE = "vectors";
const DEFAULT_CAPACITY = { min: 0.5, max: 4 };
/** Limit of HNSW indexes in pgvector. */
const MAX_DIMENSIONS = 2_000;
/** Table name in the Bedrock documentation. */
const TABLE = "bedrock_integration.bedrock_kb";

/**
 * Vectors in Aurora PostgreSQL with pgvector. One query combines semantic search, full-text search and SQL filters.
 * Costs at least half a capacity unit at all times. Choose it where searches combine vectors with relations or full
 * text; otherwise choose {@link S3VectorStore}.
 *
 * Creates a Serverless v2 cluster that no network path reaches: all access uses the Data API. It has encryption with
 * the given key, IAM authentication, a master password managed by RDS, logs, backups within the standard, and deletion
 * protection in production. The deployment migrates its schema: table, HNSW and GIN indexes, and a database role for
 * searches and one for writes, with a secret each.
 *
 * @example
 * const store = new AuroraVectorStore("assistant-vectors", { workload, network, key });
 * store.grantSearch(role);
 */
export class AuroraVectorStore extends PlinthComponent implements VectorStore {
  /** Kind of the store: `aurora-pgvector`. */
  readonly kind = "aurora-pgvector";
  /** Dimensions of each vector. */
  readonly dimensions: number;
  /** VPC endpoints that clients require, by their names in the standard's catalogue. */
  readonly endpoints = AURORA_ENDPOINTS;
  /** Storage configuration of a Bedrock knowledge base on this store. */
  readonly knowledgeBaseStorage: KnowledgeBaseStorage;
  /** ARN of the cluster, computed from its identifier. Known in preview. */
  readonly clusterArn: pulumi.Output<string>;
  readonly #key: EncryptionKey;
  readonly #reader: secretsmanager.Secret;
  readonly #writer: secretsmanager.Secret;

  constructor(name: string, args: AuroraVectorStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AuroraVectorStore", name, args, opts, faults(name, args));
    const { workload, network, key } = args;
    this.dimensions = args.dimensions ?? DEFAULT_DIMENSIONS;
    this.#key = key;

    const { cluster, instances } = createCluster(this.#clusterOwner(args), planOf(args));
    this.clusterArn = this.arn("rds", pulumi.interpolate`cluster:${cluster.clusterIdentifier}`);
    this.#reader = this.#createSecret("reader");
    this.#writer = this.#createSecret("writer");
    new AuroraSchema(
      `${name}-schema`,
      {
        workload,
        network,
        key,
        dimensions: this.dimensions,
        database: DATABASE,
        clusterArn: this.clusterArn,
        ownerSecretArn: cluster.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? ""),
        readerSecretName: this.#reader.name,
        writerSecretName: this.#writer.name,
        instances,
      },
      { parent: this },
    );

    this.knowledgeBaseStorage = this.#storage(cluster);
    this.registerOutputs({ clusterArn: this.clusterArn });
  }

  /**
   * Environment variables of clients: `VECTOR_STORE`, `VECTOR_INDEX` (the table), `VECTOR_DATABASE`,
   * `VECTOR_CLUSTER_ARN`, and the names of the secrets, `VECTOR_READER_SECRET` and `VECTOR_WRITER_SECRET`. Names are
   * known in preview, and the Data API accepts them.
   */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return {
      VECTOR_STORE: pulumi.output(this.kind),
      VECTOR_INDEX: pulumi.output(TABLE),
      VECTOR_DATABASE: pulumi.output(DATABASE),
      VECTOR_CLUSTER_ARN: this.clusterArn,
      VECTOR_READER_SECRET: this.#reader.name,
      VECTOR_WRITER_SECRET: this.#writer.name,
    };
  }

  /** Allows a role to search, as the database role that may only read. */
  grantSearch(role: WorkloadRole): void {
    role.allow(
      `search-${this.name}`,
      { actions: ["rds-data:ExecuteStatement"], resources: [this.clusterArn] },
      this.#readSecret(this.#reader),
    );
    this.#key.grantDecrypt(role);
  }

  /**
   * Allows a role to write and search, as the database role that may change rows and owns nothing. The permissions are
   * those that Bedrock requires: https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html (read
   * 2026-11).
   */
  grantWrite(role: WorkloadRole): void {
    role.allow(
      `write-${this.name}`,
      {
        actions: ["rds:DescribeDBClusters", "rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement"],
        resources: [this.clusterArn],
      },
      this.#readSecret(this.#writer),
    );
    this.#key.grantDecrypt(role);
  }

  #readSecret(secret: secretsmanager.Secret) {
    return {
      actions: ["secretsmanager:GetSecretValue"],
      resources: [this.arn("secretsmanager", pulumi.interpolate`secret:${secret.name}-??????`)],
    };
  }

  #clusterOwner({ classification }: AuroraVectorStoreArgs): ClusterOwner {
    return {
      name: this.name,
      workload: this.workload,
      isProduction: this.isProduction,
      physicalName: (suffix) => this.physicalName(suffix),
      tags: this.tags(),
      dataTags: { ...this.tags(classification), [STORE_TAG]: "vector" },
      child: this.child(),
      dataStore: this.dataStore(),
    };
  }

  /** Creates a secret without a value. The setup function generates the password in AWS, outside the stack's state. */
  #createSecret(role: "reader" | "writer"): secretsmanager.Secret {
    return new secretsmanager.Secret(
      `${this.name}-${role}`,
      {
        name: this.physicalName(role),
        description: `Password of vector_${role}`,
        kmsKeyId: this.#key.keyArn,
        recoveryWindowInDays: 7,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #storage(cluster: rds.Cluster): KnowledgeBaseStorage {
    return {
      type: "RDS",
      rdsConfiguration: {
        resourceArn: cluster.arn,
        credentialsSecretArn: this.#writer.arn,
        databaseName: DATABASE,
        tableName: TABLE,
        fieldMapping: {
          primaryKeyField: "id",
          vectorField: "embedding",
          textField: "chunks",
          metadataField: "metadata",
          customMetadataField: "custom_metadata",
        },
      },
    };
  }
}

function backupRange({ workload, classification = workload.classification }: AuroraVectorStoreArgs): RetentionRange {
  return retentionRange(workload.standard, classification, "backup");
}

function planOf(args: AuroraVectorStoreArgs): ClusterPlan {
  const { network, key, capacity = DEFAULT_CAPACITY, workload } = args;
  const { backupDays = backupRange(args).minimumDays } = args;
  const instances = args.instances ?? (isProduction(workload.standard, workload.environment) ? 2 : 1);
  return { network, key, database: DATABASE, capacity, backupDays, instances };
}

function faults(name: string, args: AuroraVectorStoreArgs): Fault[] {
  const clusterName = physicalName(args.workload, name);
  const [dimensionsCheck, classificationCheck] = vectorChecks(args, MAX_DIMENSIONS);
  return faultsOf(
    "data/AuroraVectorStore",
    name,
    // RDS's limit is 63 characters; the identifier of an instance adds a suffix.
    [
      /^[a-z](-?[a-z0-9])*$/.test(clusterName) && clusterName.length <= 57,
      "name",
      "a name that leaves the cluster's within 57 characters",
      clusterName,
    ],
    classificationCheck,
    dimensionsCheck,
    ...clusterChecks(planOf(args), backupRange(args)),
  );
}
