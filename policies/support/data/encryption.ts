import { type ResourceRecord, UNKNOWN, type Unknown } from "../../rule";
import { isGiven, topOf } from "../given";
import { textOf, valueAt } from "../values";

/**
 * How a store is encrypted at rest: with a customer managed key; as the program says, with a key of AWS; only because
 * AWS encrypts everything of this kind; not at all.
 */
export type Encryption = "own key" | "declared" | "by default" | "none";

interface Reading {
  /** Where the key stands. */
  readonly key: string;
  /** Where the switch stands, and the value that is on; none if naming a key is all that can be said. */
  readonly on?: readonly [path: string, value: unknown];
  /** What saying nothing means. */
  readonly otherwise: "by default" | "none";
}

const storageEncrypted: Reading = { key: "kmsKeyId", on: ["storageEncrypted", true], otherwise: "none" };
const encrypted: Reading = { key: "kmsKeyId", on: ["encrypted", true], otherwise: "none" };
const encryptAtRest: Reading = {
  key: "encryptAtRest.kmsKeyId",
  on: ["encryptAtRest.enabled", true],
  otherwise: "none",
};
const keyOnly = (key: string): Reading => ({ key, otherwise: "by default" });

/**
 * Sources (read 2026-11): https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html,
 * https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html.
 */
const READINGS: Readonly<Record<string, Reading>> = {
  "aws:dynamodb/table:Table": {
    key: "serverSideEncryption.kmsKeyArn",
    on: ["serverSideEncryption.enabled", true],
    otherwise: "by default",
  },
  "aws-native:dynamodb:Table": {
    key: "sseSpecification.kmsMasterKeyId",
    on: ["sseSpecification.sseEnabled", true],
    otherwise: "by default",
  },
  "aws:rds/cluster:Cluster": storageEncrypted,
  "aws:rds/instance:Instance": storageEncrypted,
  "aws-native:rds:DbCluster": storageEncrypted,
  "aws-native:rds:DbInstance": storageEncrypted,
  "aws:docdb/cluster:Cluster": storageEncrypted,
  "aws:neptune/cluster:Cluster": { ...storageEncrypted, key: "kmsKeyArn" },
  "aws:opensearch/domain:Domain": encryptAtRest,
  "aws:elasticsearch/domain:Domain": encryptAtRest,
  "aws-native:opensearchservice:Domain": {
    key: "encryptionAtRestOptions.kmsKeyId",
    on: ["encryptionAtRestOptions.enabled", true],
    otherwise: "none",
  },
  "aws:efs/fileSystem:FileSystem": encrypted,
  "aws-native:efs:FileSystem": encrypted,
  "aws:ebs/volume:Volume": encrypted,
  "aws-native:ec2:Volume": encrypted,
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    key: "kmsKeyId",
    on: ["atRestEncryptionEnabled", true],
    otherwise: "none",
  },
  "aws:kinesis/stream:Stream": { key: "kmsKeyId", on: ["encryptionType", "KMS"], otherwise: "none" },
  "aws:sqs/queue:Queue": { key: "kmsMasterKeyId", on: ["sqsManagedSseEnabled", true], otherwise: "by default" },
  "aws-native:sqs:Queue": { key: "kmsMasterKeyId", on: ["sqsManagedSseEnabled", true], otherwise: "by default" },
  "aws:sns/topic:Topic": keyOnly("kmsMasterKeyId"),
  "aws-native:sns:Topic": keyOnly("kmsMasterKeyId"),
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": keyOnly("encryptionConfigurations[].kmsKeyArn"),
  "aws:bedrock/agentcoreMemory:AgentcoreMemory": keyOnly("encryptionKeyArn"),
  "aws:sagemaker/notebookInstance:NotebookInstance": keyOnly("kmsKeyId"),
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": keyOnly("kmsKeyArn"),
  "aws:sagemaker/domain:Domain": keyOnly("kmsKeyId"),
};

/** Stores whose encryption can be read here; buckets and log groups have rules of their own. */
export const ENCRYPTED_STORES = Object.keys(READINGS);

export function encryptionOf(store: ResourceRecord): Encryption | Unknown {
  const reading = READINGS[store.type];
  if (!reading) return UNKNOWN;
  const { key, on, otherwise } = reading;
  const named = isGiven(store, topOf(key)) ? valueAt(store.props, key) : undefined;
  // Which key it is may be unknown; a program that names one does not name AWS's own by its id.
  const own = named === UNKNOWN || (typeof named === "string" && named !== "" && !/alias\/aws\//.test(named));
  const told = on && isGiven(store, topOf(on[0])) ? valueAt(store.props, on[0]) : undefined;
  if (on && told === UNKNOWN) return UNKNOWN;
  const isOff = told !== undefined && textOf(told) !== textOf(on?.[1]);
  if (isOff) return own && on?.[0] === "sqsManagedSseEnabled" ? "own key" : offMeans(store, otherwise);
  if (own) return "own key";
  return told !== undefined || named !== undefined ? "declared" : otherwise;
}

/** DynamoDB cannot be switched off: its false means a key that AWS owns. A queue's false means nothing at all. */
function offMeans({ type }: ResourceRecord, otherwise: "by default" | "none"): Encryption {
  return type.endsWith("sqs/queue:Queue") || type.endsWith("sqs:Queue") ? "none" : otherwise;
}
