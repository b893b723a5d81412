import {
  type Classification,
  type Fault,
  isAtLeast,
  logRetentionDays,
  retentionRange,
  STORE_TAG,
} from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as rds from "@pulumi/aws/rds";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { AuroraSchema } from "./pgvector/aurora-schema";
import type { KnowledgeBaseStorage, VectorStore } from "./vector-store";

export interface AuroraVectorStoreArgs extends PlinthComponentArgs {
  /** Where the cluster stands: isolated subnets in two zones or more, whose endpoints are those of {@link AURORA_ENDPOINTS}. */
  readonly network: WorkloadNetwork;
  /** Encrypts data, passwords and logs; its policy must let `logs`, `lambda` and `secretsmanager` use it. It cannot be changed without losing the data. */
  readonly key: EncryptionKey;
  /** What the vectors were made of: they give it away. Default: what the workload handles. Bounds: at most that. */
  readonly classification?: Classification;
  /** Numbers in each vector. Bounds: 1 to 2,000, as HNSW indexes take them. Default: 1,024, as Titan Text Embeddings V2 writes them. */
  readonly dimensions?: number;
  /** Aurora capacity units of an instance, which follow the load. Bounds: 0.5 to 256, in halves. Default: 0.5 to 4. */
  readonly capacity?: { readonly least: number; readonly most: number };
  /** Instances in different zones: another takes over when one fails. Bounds: 1 to 15. Default: 2 in production, or else 1. */
  readonly instances?: number;
  /** Days that backups are kept. Bounds: the standard's range for backups, and 35. Default: the least of them. */
  readonly backupDays?: number;
}

/** Names in the standard's catalogue of the endpoints that the store's network, and its users', need. */
export const AURORA_ENDPOINTS: readonly string[] = ["rds-data", "secretsmanager"];

const DATABASE = "vectors";
/** What knowledge bases call it in Amazon's documentation. */
const TABLE = "bedrock_integration.bedrock_kb";

/**
 * Knowledge bases take 16.1 and all that is later; RDS chooses the minor version and keeps it up to date:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.VectorDB.html (read 2026-11).
 */
const ENGINE = { engine: "aurora-postgresql", engineVersion: "16" } as const;

/** RDS's own limit: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html (read 2026-11). */
const MOST_BACKUP_DAYS = 35;

/**
 * Vectors in Aurora PostgreSQL with pgvector: meaning, words and SQL filters in one query, in a database that the team can
 * look into. It costs at least half a capacity unit at any time; choose it where searches combine vectors with relations
 * or full text, and {@link S3VectorStore} where they do not.
 *
 * Creates a Serverless v2 cluster (encrypted with the key, Data API, IAM authentication, owner's password managed by RDS,
 * logs, backups within the standard, protected in production) that no network reaches: everybody goes through the Data
 * API. The deployment brings its schema up to date: table, HNSW and GIN indexes, and one database role that searches and
 * one that writes, with a secret each.
 *
 * @example
 * const store = new AuroraVectorStore("assistant-vectors", { workload, network, key });
 * store.grantSearch(role);
 */
export class AuroraVectorStore extends PlinthComponent implements VectorStore {
  readonly kind = "aurora-pgvector";
  readonly dimensions: number;
  readonly endpoints = AURORA_ENDPOINTS;
  readonly knowledgeBaseStorage: KnowledgeBaseStorage;
  /** Known in preview. */
  readonly clusterArn: pulumi.Output<string>;
  readonly #key: EncryptionKey;
  readonly #reader: secretsmanager.Secret;
  readonly #writer: secretsmanager.Secret;

  constructor(name: string, args: AuroraVectorStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AuroraVectorStore", name, args, opts, faults(name, args));
    const { workload, network, key } = args;
    this.dimensions = args.dimensions ?? 1_024;
    this.#key = key;

    const cluster = this.#createCluster(args, this.#createLogGroup(args));
    const instances = this.#createInstances(args, cluster);
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

  /** Secrets by name, because the Data API takes those and they are known in preview. */
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

  /** Lets one workload's role search, as the database role that can do nothing else. */
  grantSearch(role: WorkloadRole): void {
    role.allow(
      `search-${this.name}`,
      { actions: ["rds-data:ExecuteStatement"], resources: [this.clusterArn] },
      this.#readingOf(this.#reader),
    );
    this.#key.grantDecrypt(role);
  }

  /**
   * Lets one workload's role write and search, as the database role that owns nothing. Permissions are those that Bedrock
   * demands: https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html (read 2026-11).
   */
  grantWrite(role: WorkloadRole): void {
    role.allow(
      `write-${this.name}`,
      {
        actions: ["rds:DescribeDBClusters", "rds-data:BatchExecuteStatement", "rds-data:ExecuteStatement"],
        resources: [this.clusterArn],
      },
      this.#readingOf(this.#writer),
    );
    this.#key.grantDecrypt(role);
  }

  #readingOf(secret: secretsmanager.Secret) {
    return {
      actions: ["secretsmanager:GetSecretValue"],
      resources: [this.arn("secretsmanager", pulumi.interpolate`secret:${secret.name}-??????`)],
    };
  }

  #createLogGroup({ workload, key }: AuroraVectorStoreArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: `/aws/rds/cluster/${this.physicalName()}/postgresql`,
        retentionInDays: logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #createCluster(args: AuroraVectorStoreArgs, logGroup: cloudwatch.LogGroup): rds.Cluster {
    const { network, key, classification, capacity = DEFAULT_CAPACITY } = args;
    const subnets = new rds.SubnetGroup(
      `${this.name}-subnets`,
      { name: this.physicalName(), subnetIds: network.subnetIds, tags: this.tags() },
      this.child(),
    );
    const group = new ec2.SecurityGroup(
      `${this.name}-security-group`,
      {
        vpcId: network.vpcId,
        description: "Reached by nobody: the Data API needs no way in",
        revokeRulesOnDelete: true,
        tags: { Name: this.physicalName(), ...this.tags() },
      },
      this.child(),
    );
    return new rds.Cluster(
      `${this.name}-cluster`,
      {
        clusterIdentifier: this.physicalName(),
        ...ENGINE,
        engineMode: "provisioned",
        serverlessv2ScalingConfiguration: { minCapacity: capacity.least, maxCapacity: capacity.most },
        databaseName: DATABASE,
        masterUsername: "vector_owner",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: key.keyArn,
        storageEncrypted: true,
        kmsKeyId: key.keyArn,
        iamDatabaseAuthenticationEnabled: true,
        enableHttpEndpoint: true,
        enabledCloudwatchLogsExports: ["postgresql"],
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [group.id],
        backupRetentionPeriod: backupDaysOf(args),
        copyTagsToSnapshot: true,
        deletionProtection: this.isProduction,
        skipFinalSnapshot: !this.isProduction,
        finalSnapshotIdentifier: this.isProduction ? this.physicalName("final") : undefined,
        tags: { ...this.tags(classification), [STORE_TAG]: "vector" },
      },
      // RDS makes a log group of its own, kept for ever, where it finds none.
      this.dataStore({ dependsOn: [logGroup] }),
    );
  }

  #createInstances({ key, instances, classification }: AuroraVectorStoreArgs, cluster: rds.Cluster) {
    const count = instances ?? (this.isProduction ? 2 : 1);
    return Array.from({ length: count }, (_, index) => {
      return new rds.ClusterInstance(
        `${this.name}-instance-${index + 1}`,
        {
          identifier: this.physicalName(`${index + 1}`),
          clusterIdentifier: cluster.clusterIdentifier,
          ...ENGINE,
          instanceClass: "db.serverless",
          publiclyAccessible: false,
          autoMinorVersionUpgrade: true,
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: key.keyArn,
          copyTagsToSnapshot: true,
          tags: { ...this.tags(classification), [STORE_TAG]: "vector" },
        },
        this.dataStore(),
      );
    });
  }

  /** Empty at first: the password is made in AWS, and neither this program nor its state ever sees it. */
  #createSecret(who: "reader" | "writer"): secretsmanager.Secret {
    return new secretsmanager.Secret(
      `${this.name}-${who}`,
      {
        name: this.physicalName(who),
        description: `Password of vector_${who}`,
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

const DEFAULT_CAPACITY = { least: 0.5, most: 4 };

function backupDaysOf({ workload, classification, backupDays }: AuroraVectorStoreArgs): number {
  return (
    backupDays ?? retentionRange(workload.standard, classification ?? workload.classification, "backup").minimumDays
  );
}

function faults(name: string, args: AuroraVectorStoreArgs): Fault[] {
  const { workload, classification, dimensions = 1_024, capacity = DEFAULT_CAPACITY, instances = 1 } = args;
  const { least, most } = capacity;
  const range = retentionRange(workload.standard, classification ?? workload.classification, "backup");
  const longest = Math.min(range.maximumDays, MOST_BACKUP_DAYS);
  const days = backupDaysOf(args);
  const named = physicalName(workload, name);
  const whole = (value: number, from: number, to: number) => Number.isInteger(value) && value >= from && value <= to;
  return faultsOf(
    "data/AuroraVectorStore",
    name,
    // The identifier of an instance has two characters more: 63 is RDS's limit.
    [
      /^[a-z](-?[a-z0-9])*$/.test(named) && named.length <= 57,
      "name",
      "a name that leaves the cluster's within 57 characters",
      named,
    ],
    [
      classification === undefined || isAtLeast(workload.classification, classification),
      "classification",
      `at most ${workload.classification}, which is what ${workload.name} may handle`,
      classification,
    ],
    [whole(dimensions, 1, 2_000), "dimensions", "a whole number, 1 to 2000", `${dimensions}`],
    [
      whole(least * 2, 1, 512) && whole(most * 2, Math.max(least * 2, 2), 512),
      "capacity",
      "0.5 to 256 capacity units in halves, the least not above the most, the most at least 1",
      `${least} to ${most}`,
    ],
    [whole(instances, 1, 15), "instances", "1 to 15 instances", `${instances}`],
    [whole(days, range.minimumDays, longest), "backupDays", `${range.minimumDays} to ${longest} whole days`, `${days}`],
  );
}
