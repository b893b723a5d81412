import { allow, type Breach, listedTags, tags } from "./breach";

const everybody = allow({ Action: "s3:GetObject", Principal: "*", Resource: "*" });
const bucket = ["aws:s3/bucket:Bucket", "store", { bucket: "store", tags }] as const;

/** Breaches by S3 buckets, databases, streams and what AgentCore and Bedrock remember. */
export const DATA_STORES: readonly Breach[] = [
  ...["data-store-is-classified", "s3-bucket-is-private", "s3-bucket-demands-tls", "s3-bucket-objects-expire"].map(
    (rule) => ({
      rule,
      declaredAs: {
        "aws:s3/bucket:Bucket": { bucket: "own", tags: { owner: "care" } },
        "aws:s3/bucketV2:BucketV2": { bucket: "own", tags: { owner: "care" } },
        "aws-native:s3:Bucket": { bucketName: "own", tags: [{ key: "owner", value: "care" }] },
      },
    }),
  ),
  ...[
    "s3-bucket-access-is-logged",
    "s3-bucket-key-follows-classification",
    "s3-bucket-versions-follow-classification",
  ].map((rule) => ({
    rule,
    declaredAs: {
      "aws:s3/bucket:Bucket": { bucket: "own", tags },
      "aws:s3/bucketV2:BucketV2": { bucket: "own", tags },
      "aws-native:s3:Bucket": { bucketName: "own", tags: listedTags },
    },
  })),
  {
    rule: "s3-bucket-objects-expire",
    declaredAs: {
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
        bucket: "store",
        rules: [{ status: "Disabled", expiration: { days: 400 } }],
      },
      "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": {
        bucket: "store",
        rules: [{ status: "Disabled", expiration: { days: 400 } }],
      },
    },
    around: [bucket],
  },
  {
    rule: "s3-bucket-versions-follow-classification",
    declaredAs: {
      "aws:s3/bucketVersioning:BucketVersioning": {
        bucket: "store",
        versioningConfiguration: { status: "Suspended" },
      },
      "aws:s3/bucketVersioningV2:BucketVersioningV2": {
        bucket: "store",
        versioningConfiguration: { status: "Suspended" },
      },
    },
    around: [bucket],
  },
  {
    rule: "s3-bucket-policy-stays-inside",
    declaredAs: {
      "aws:s3/bucketPolicy:BucketPolicy": { bucket: "store", policy: JSON.stringify(everybody) },
      "aws-native:s3:BucketPolicy": { bucket: "store", policyDocument: everybody },
    },
    around: [bucket],
  },
  {
    rule: "dynamodb-table-items-expire",
    declaredAs: {
      "aws:dynamodb/table:Table": { name: "sessions", ttl: { enabled: false, attributeName: "at" }, tags },
      "aws-native:dynamodb:Table": {
        tableName: "sessions",
        timeToLiveSpecification: { enabled: false, attributeName: "at" },
        tags: listedTags,
      },
    },
  },
  {
    rule: "data-store-is-encrypted",
    declaredAs: {
      "aws:dynamodb/table:Table": { serverSideEncryption: { enabled: false }, tags },
      "aws-native:dynamodb:Table": { sseSpecification: { sseEnabled: false }, tags: listedTags },
    },
  },
  {
    rule: "data-store-is-encrypted",
    declaredAs: {
      "aws:opensearch/domain:Domain": { encryptAtRest: { enabled: false }, tags },
      "aws-native:opensearchservice:Domain": { encryptionAtRestOptions: { enabled: false }, tags: listedTags },
    },
  },
  {
    rule: "data-store-is-encrypted",
    declaredAs: {
      "aws:kinesis/stream:Stream": { encryptionType: "NONE", tags },
      "aws-native:kinesis:Stream": { streamEncryption: { encryptionType: "NONE" }, tags: listedTags },
    },
  },
  {
    rule: "data-store-is-private",
    declaredAs: {
      "aws:rds/instance:Instance": { publiclyAccessible: true },
      "aws-native:rds:DbInstance": { publiclyAccessible: true },
    },
  },
  {
    rule: "knowledge-base-forgets-its-source",
    declaredAs: {
      "aws:bedrock/agentDataSource:AgentDataSource": { dataDeletionPolicy: "RETAIN" },
      "aws-native:bedrock:DataSource": { dataDeletionPolicy: "RETAIN" },
    },
  },
  {
    rule: "agentcore-memory-expires",
    declaredAs: {
      "aws:bedrock/agentcoreMemory:AgentcoreMemory": { eventExpiryDuration: 3650, tags },
      "aws-native:bedrockagentcore:Memory": { eventExpiryDuration: 3650, tags },
    },
  },
];
