import { type Classification, STORE_TAG } from "@plinth/standards";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { DEFAULT_DIMENSIONS, vectorChecks } from "./vector-checks";
import type { KnowledgeBaseStorage, VectorStore } from "./vector-store";

export interface S3VectorStoreArgs extends PlinthComponentArgs {
  /** What the vectors were made of: they give it away. Default: what the workload handles. Bounds: at most that. */
  readonly classification?: Classification;
  /** Encrypts the vectors; its policy must let `s3vectors` use it. It cannot be changed without losing them. */
  readonly key: EncryptionKey;
  /** Numbers in each vector. Bounds: 1 to 4,096. Default: 1,024, as Titan Text Embeddings V2 writes them. */
  readonly dimensions?: number;
  /** Default: `cosine`. */
  readonly distance?: "cosine" | "euclidean";
}

/**
 * Keys that Bedrock writes beside each vector and that are too long for S3 Vectors' 2 KB of filterable metadata:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html (read 2026-11).
 */
const LONG_METADATA = ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"];

const SEARCH = ["s3vectors:GetIndex", "s3vectors:GetVectors", "s3vectors:QueryVectors"];
const WRITE = [...SEARCH, "s3vectors:DeleteVectors", "s3vectors:ListVectors", "s3vectors:PutVectors"];

/**
 * Vectors in Amazon S3 Vectors: nothing runs, so it is what to begin with. Searches take some hundred milliseconds; it
 * knows no full-text search. Where that is too slow or too little, another {@link VectorStore} takes its place.
 *
 * Creates a vector bucket and an index, encrypted with the key, and a policy that lets in nobody from outside the account.
 *
 * @example
 * const store = new S3VectorStore("support-vectors", { workload, key });
 * store.grantSearch(role);
 */
export class S3VectorStore extends PlinthComponent implements VectorStore {
  readonly kind = "s3-vectors";
  readonly dimensions: number;
  readonly endpoints = ["s3vectors"];
  readonly knowledgeBaseStorage: KnowledgeBaseStorage;
  /** Known in preview. */
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

  get environment(): Readonly<Record<string, pulumi.Output<string>>> {
    return {
      VECTOR_STORE: pulumi.output(this.kind),
      VECTOR_BUCKET: this.#bucketName,
      VECTOR_INDEX: this.#indexName,
    };
  }

  grantSearch(role: WorkloadRole): void {
    role.allow(`search-${this.name}`, { actions: SEARCH, resources: [this.indexArn] });
    this.#key.grantDecrypt(role);
  }

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
    const outsiders: Statement = {
      Sid: "NobodyFromOutside",
      Effect: "Deny",
      Principal: "*",
      Action: "s3vectors:*",
      Resource: [arn, pulumi.interpolate`${arn}/*`],
      Condition: { StringNotEquals: { "aws:PrincipalAccount": workload.accountId } },
    };
    new s3.VectorsVectorBucketPolicy(
      `${this.name}-policy`,
      { vectorBucketArn: bucket.vectorBucketArn, policy: policyDocument([outsiders]) },
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
