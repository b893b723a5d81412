import { type Classification, STORE_TAG } from "@plinth/standards";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { KnowledgeBaseStorage, VectorStore } from "./vector-store";

/** Arguments of {@link S3VectorStore}. */
export interface S3VectorStoreArgs extends PlinthComponentArgs {
  /**
   * Classification of the embedded documents, which vectors reveal. Bounds: at most the workload's. Default: the
   * workload's.
   */
  readonly classification?: Classification;
  /**
   * Encrypts the vectors. The key policy must allow `s3vectors` to use it. A change replaces the store and loses its
   * vectors.
   */
  readonly key: EncryptionKey;
  /** Dimensions of each vector. Bounds: 1 to 4,096. Default: 1,024, the output of Titan Text Embeddings V2. */
  readonly dimensions?: number;
  /** Distance metric of the index. Default: `cosine`. */
  readonly distance?: "cosine" | "euclidean";
}

/**
 * Metadata keys of Bedrock that exceed S3 Vectors' 2 KB of filterable metadata:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html (read 2026-11).
 */
const LONG_METADATA = ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"];

const SEARCH = ["s3vectors:GetIndex", "s3vectors:GetVectors", "s3vectors:QueryVectors"];
const WRITE = [...SEARCH, "s3vectors:DeleteVectors", "s3vectors:ListVectors", "s3vectors:PutVectors"];

/**
 * Vectors in Amazon S3 Vectors, without servers: the store to begin with. Searches take some hundred milliseconds, and
 * there is no full-text search. Where that does not suffice, use another {@link VectorStore}.
 *
 * Creates a vector bucket and an index, encrypted with the key, and a policy that denies principals of other accounts.
 *
 * @example
 * const store = new S3VectorStore("support-vectors", { workload, key });
 * store.grantSearch(role);
 */
export class S3VectorStore extends PlinthComponent implements VectorStore {
  /** Kind of the store: `s3-vectors`. */
  readonly kind = "s3-vectors";
  /** Dimensions of each vector. */
  readonly dimensions: number;
  /** VPC endpoints that clients require, by their names in the standard's catalogue. */
  readonly endpoints = ["s3vectors"];
  /** Storage configuration of a Bedrock knowledge base on this store. */
  readonly knowledgeBaseStorage: KnowledgeBaseStorage;
  /** ARN of the index, computed from its name. Known in preview. */
  readonly indexArn: pulumi.Output<string>;
  readonly #key: EncryptionKey;
  readonly #bucketName: pulumi.Output<string>;
  readonly #indexName: pulumi.Output<string>;

  constructor(name: string, args: S3VectorStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("S3VectorStore", name, args, opts, faults(name, args));
    this.dimensions = args.dimensions ?? DEFAULT_DIMENSIONS;
    this.#key = args.key;

    const bucket = this.#createBucket(args);
    const index = this.#createIndex(bucket, args);

    this.#bucketName = bucket.vectorBucketName;
    this.#indexName = index.indexName;
    this.indexArn = this.arn("s3vectors", pulumi.interpolate`bucket/${this.#bucketName}/index/${this.#indexName}`);
    this.knowledgeBaseStorage = { type: "S3_VECTORS", s3VectorsConfiguration: { indexArn: index.indexArn } };
    this.registerOutputs({ indexArn: this.indexArn });
  }

  /** Environment variables of clients: `VECTOR_STORE`, `VECTOR_BUCKET` and `VECTOR_INDEX`. */
  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return {
      VECTOR_STORE: pulumi.output(this.kind),
      VECTOR_BUCKET: this.#bucketName,
      VECTOR_INDEX: this.#indexName,
    };
  }

  /** Allows a role to query and read vectors, and to decrypt them. */
  grantSearch(role: WorkloadRole): void {
    role.allow(`search-${this.name}`, { actions: SEARCH, resources: [this.indexArn] });
    this.#key.grantDecrypt(role);
  }

  /** Allows a role to write, delete, query and read vectors, and to use the key. */
  grantWrite(role: WorkloadRole): void {
    role.allow(`write-${this.name}`, { actions: WRITE, resources: [this.indexArn] });
    this.#key.grantEncrypt(role);
    this.#key.grantDecrypt(role);
  }

  #createBucket({ key, workload, classification }: S3VectorStoreArgs): s3.VectorsVectorBucket {
    const bucket = new s3.VectorsVectorBucket(
      `${this.name}-bucket`,
      {
        vectorBucketName: this.physicalName(),
        encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: key.keyArn }],
        forceDestroy: false,
        tags: { ...this.tags(classification), [STORE_TAG]: "vector" },
      },
      this.dataStore(),
    );
    const arn = this.arn("s3vectors", pulumi.interpolate`bucket/${bucket.vectorBucketName}`);
    const externalPrincipals: Statement = {
      Sid: "NobodyFromOutside",
      Effect: "Deny",
      Principal: "*",
      Action: "s3vectors:*",
      Resource: [arn, pulumi.interpolate`${arn}/*`],
      Condition: { StringNotEquals: { "aws:PrincipalAccount": workload.accountId } },
    };
    new s3.VectorsVectorBucketPolicy(
      `${this.name}-policy`,
      { vectorBucketArn: bucket.vectorBucketArn, policy: policyDocument([externalPrincipals]) },
      this.child(),
    );
    return bucket;
  }

  #createIndex(bucket: s3.VectorsVectorBucket, { key, classification, distance }: S3VectorStoreArgs): s3.VectorsIndex {
    return new s3.VectorsIndex(
      `${this.name}-index`,
      {
        vectorBucketName: bucket.vectorBucketName,
        indexName: this.physicalName(),
        dataType: "float32",
        dimension: this.dimensions,
        distanceMetric: distance ?? "cosine",
        metadataConfiguration: { nonFilterableMetadataKeys: LONG_METADATA },
        encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: key.keyArn }],
        tags: { ...this.tags(classification), [STORE_TAG]: "vector" },
      },
      this.dataStore(),
    );
  }
}

function faults(name: string, args: S3VectorStoreArgs) {
  const named = physicalName(args.workload, name);
  return faultsOf(
    "data/S3VectorStore",
    name,
    [
      /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(named),
      "name",
      "a name that leaves the bucket's within 63 characters",
      named,
    ],
    ...vectorChecks(args, 4_096),
  );
}
