import { hasLocalStorage } from "@plinth/standards";
import { isSet, valueSetAt, valuesSetAt } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { parsedJson, textOf, valuesAt } from "../../core/values";
import { pathsOf } from "../resource/type-facts";
import { BUCKETS, ENCRYPTION, isBucket, settingsOf } from "./buckets";
import { DATA_STORES } from "./data-stores";

/**
 * How a store is encrypted at rest: with a customer managed key; as the program says, with a key of AWS; only because
 * AWS encrypts everything of this kind; not at all.
 */
export type Encryption = "own key" | "declared" | "by default" | "none";

interface EncryptionSettings {
  /** Where the key stands. */
  readonly key: string;
  /** Where the switch stands, and the value that is on; none if naming a key is all that can be said. */
  readonly on?: readonly [path: string, value: unknown];
  /** What saying nothing means. */
  readonly otherwise: "by default" | "none";
  /** With one of these properties it keeps nothing itself. */
  readonly sources?: readonly string[];
  /** The switch without which it keeps nothing. Default: it always does. */
  readonly keeps?: string;
}

const ENDPOINT_CONFIGURATION = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";

const storageEncrypted: EncryptionSettings = { key: "kmsKeyId", on: ["storageEncrypted", true], otherwise: "none" };
const encrypted: EncryptionSettings = { key: "kmsKeyId", on: ["encrypted", true], otherwise: "none" };
const encryptAtRest: EncryptionSettings = {
  key: "encryptAtRest.kmsKeyId",
  on: ["encryptAtRest.enabled", true],
  otherwise: "none",
};
const keyOnly = (key: string): EncryptionSettings => ({ key, otherwise: "by default" });

/**
 * Sources (read 2026-11): https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html,
 * https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html,
 * https://docs.aws.amazon.com/firehose/latest/dev/encryption.html,
 * https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html.
 */
const ENCRYPTION_SETTINGS: Readonly<Record<string, EncryptionSettings>> = {
  "aws:dynamodb/table:Table": {
    key: "serverSideEncryption.kmsKeyArn",
    on: ["serverSideEncryption.enabled", true],
    otherwise: "by default",
  },
  "aws:rds/cluster:Cluster": storageEncrypted,
  "aws:rds/instance:Instance": storageEncrypted,
  "aws:docdb/cluster:Cluster": storageEncrypted,
  "aws:neptune/cluster:Cluster": { ...storageEncrypted, key: "kmsKeyArn" },
  "aws:opensearch/domain:Domain": encryptAtRest,
  "aws:elasticsearch/domain:Domain": encryptAtRest,
  "aws:efs/fileSystem:FileSystem": encrypted,
  "aws:ebs/volume:Volume": encrypted,
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    key: "kmsKeyId",
    on: ["atRestEncryptionEnabled", true],
    otherwise: "none",
  },
  "aws:kinesis/stream:Stream": { key: "kmsKeyId", on: ["encryptionType", "KMS"], otherwise: "none" },
  "aws:sqs/queue:Queue": { key: "kmsMasterKeyId", on: ["sqsManagedSseEnabled", true], otherwise: "by default" },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    key: "serverSideEncryption.keyArn",
    on: ["serverSideEncryption.enabled", true],
    otherwise: "none",
    sources: ["kinesisSourceConfiguration", "mskSourceConfiguration"],
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    key: "",
    on: ["settings.cacheDataEncrypted", true],
    otherwise: "none",
    keeps: "settings.cachingEnabled",
  },
  "aws:dax/cluster:Cluster": { key: "", on: ["serverSideEncryption.enabled", true], otherwise: "none" },
  "aws:ebs/snapshotCopy:SnapshotCopy": encrypted,
  "aws:ec2/instance:Instance": {
    key: "rootBlockDevice.kmsKeyId",
    on: ["rootBlockDevice.encrypted", true],
    otherwise: "none",
  },
  "aws:redshift/cluster:Cluster": { ...encrypted, otherwise: "by default" },
  "aws:redshiftserverless/namespace:Namespace": keyOnly("kmsKeyId"),
  "aws:docdb/elasticCluster:ElasticCluster": keyOnly("kmsKeyId"),
  "aws:elasticache/serverlessCache:ServerlessCache": keyOnly("kmsKeyId"),
  "aws:memorydb/cluster:Cluster": keyOnly("kmsKeyArn"),
  "aws:neptunegraph/graph:Graph": keyOnly("kmsKeyIdentifier"),
  "aws:timestreamwrite/database:Database": keyOnly("kmsKeyId"),
  "aws:dsql/cluster:Cluster": keyOnly("kmsEncryptionKey"),
  "aws:fsx/lustreFileSystem:LustreFileSystem": keyOnly("kmsKeyId"),
  "aws:fsx/ontapFileSystem:OntapFileSystem": keyOnly("kmsKeyId"),
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": keyOnly("kmsKeyId"),
  "aws:fsx/windowsFileSystem:WindowsFileSystem": keyOnly("kmsKeyId"),
  "aws:backup/vault:Vault": keyOnly("kmsKeyArn"),
  "aws:msk/cluster:Cluster": keyOnly("encryptionInfo.encryptionAtRestKmsKeyArn"),
  "aws:mq/broker:Broker": keyOnly("encryptionOptions.kmsKeyId"),
  "aws:bedrock/agentAgent:AgentAgent": keyOnly("customerEncryptionKeyArn"),
  "aws:bedrock/customModel:CustomModel": keyOnly("customModelKmsKeyId"),
  "aws:sns/topic:Topic": keyOnly("kmsMasterKeyId"),
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": keyOnly("encryptionConfigurations[].kmsKeyArn"),
  "aws:bedrock/agentcoreMemory:AgentcoreMemory": keyOnly("encryptionKeyArn"),
  "aws:sagemaker/notebookInstance:NotebookInstance": keyOnly("kmsKeyId"),
  [ENDPOINT_CONFIGURATION]: keyOnly("kmsKeyArn"),
  "aws:sagemaker/domain:Domain": keyOnly("kmsKeyId"),
};

/**
 * No stores, but AWS keeps the data of each run for them: the inputs and outputs of executions for 90 days.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html (read 2026-11).
 */
const KEEPERS_OF_RUNS: readonly string[] = ["aws:sfn/stateMachine:StateMachine", "aws:sfn/activity:Activity"];

/**
 * Stores whose properties of keys are of something else than what they hold: of a function of theirs, of results in a
 * bucket, of a store beside them. Log groups have a rule of their own.
 */
const OTHER_KEYS: readonly string[] = [
  "aws:athena/workgroup:Workgroup",
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cognito/userPool:UserPool",
  "aws:glue/catalog:Catalog",
  "aws:timestreamwrite/table:Table",
];

/** The other stores that AWS encrypts in any case, with a key of the program's where it names one: its properties. */
const KEYS_OF_STORES: ReadonlyMap<string, readonly string[]> = new Map(
  [...DATA_STORES, ...KEEPERS_OF_RUNS]
    .filter((type) => !(type in ENCRYPTION_SETTINGS) && !OTHER_KEYS.includes(type))
    .map((type) => [type, pathsOf(type, "keys").filter((path) => !/^replicas/.test(path))] as const)
    .filter(([, paths]) => paths.length > 0),
);

/**
 * Stores that have the encryption of the store they are in, as long as they name no other. Sources (read 2026-11):
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3vectors-index-encryptionconfiguration.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-encryption.html.
 */
const WITHIN: Readonly<Record<string, readonly [property: string, type: string]>> = {
  "aws:s3/vectorsIndex:VectorsIndex": ["vectorBucketName", "aws:s3/vectorsVectorBucket:VectorsVectorBucket"],
  "aws:s3tables/table:Table": ["tableBucketArn", "aws:s3tables/tableBucket:TableBucket"],
};

const COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection";
const COLLECTION_POLICY = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy";

/** Stores whose encryption can be read here. */
export const ENCRYPTED_STORES: readonly string[] = [
  ...new Set([...BUCKETS, ...Object.keys(ENCRYPTION_SETTINGS), ...KEYS_OF_STORES.keys()]),
];

export function encryptionOf(store: ResourceRecord, estate: Estate): Encryption | Unknown {
  if (isBucket(store)) return encryptionOfBucket(store, estate);
  if (hasLocalStorageOnly(store)) return "own key";
  const reading = ENCRYPTION_SETTINGS[store.type];
  if (reading?.sources?.some((property) => isSet(store, property))) return "own key";
  if (!reading) return encryptionByKeys(store, estate);
  const keeps = reading.keeps === undefined ? true : valueSetAt(store, reading.keeps);
  if (keeps === UNKNOWN) return UNKNOWN;
  if (textOf(keeps) !== "true") return "own key";
  const { key, on, otherwise } = reading;
  const named = valueSetAt(store, key);
  // Which key it is may be unknown; a program that names one does not name AWS's own by its id.
  const own = isOwnKey(named);
  const switchValue = on && valueSetAt(store, on[0]);
  if (on && switchValue === UNKNOWN) return UNKNOWN;
  const isOff = switchValue !== undefined && textOf(switchValue) !== textOf(on?.[1]);
  if (isOff) return own && on?.[0] === "sqsManagedSseEnabled" ? "own key" : encryptionWhenOff(store, otherwise);
  if (own) return "own key";
  return switchValue !== undefined || named !== undefined ? "declared" : otherwise;
}

/** Where a store, or what configures a bucket, names the key of what it holds. */
export function keyPathsOf(type: string): readonly string[] {
  const key = ENCRYPTION_SETTINGS[type]?.key;
  return key ? [key] : (KEYS_OF_STORES.get(type) ?? []);
}

/** Whether a value names a customer managed key. */
export function isOwnKey(key: unknown): boolean {
  return key === UNKNOWN || (typeof key === "string" && key !== "" && !/alias\/aws\//.test(key));
}

/** Where nothing is named, it is AWS's key: it satisfies every level but those that demand one of the workload. */
function encryptionByKeys(store: ResourceRecord, estate: Estate): Encryption | Unknown {
  const keys = (KEYS_OF_STORES.get(store.type) ?? []).flatMap((path) => valuesSetAt(store, path));
  if (keys.some(isOwnKey)) return "own key";
  const within = WITHIN[store.type];
  if (within && keys.length === 0) return encryptionOfContainer(store, within, estate);
  return store.type === COLLECTION ? encryptionByPolicy(store, estate) : "declared";
}

function encryptionOfContainer(
  store: ResourceRecord,
  [property, type]: readonly [string, string],
  estate: Estate,
): Encryption | Unknown {
  const { found } = estate.references(store, property, [type]);
  // The one of another stack may name a key.
  return found[0] ? encryptionOf(found[0], estate) : UNKNOWN;
}

/**
 * A collection's key stands in the security policy of its name, or of a pattern of it.
 * Source: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html (read 2026-11).
 */
function encryptionByPolicy({ props }: ResourceRecord, estate: Estate): Encryption | Unknown {
  const name = `collection/${textOf(props.name)}`;
  const policies = estate.ofType(COLLECTION_POLICY).filter(({ props: { type } }) => type === "encryption");
  const documents = policies.map((policy) => parsedJson(policy.props.policy));
  const matching = documents.filter((document) =>
    valuesAt(document, "Rules[].Resource[]").some((pattern) => pattern === UNKNOWN || covers(pattern, name)),
  );
  if (matching.some((document) => valuesAt(document, "KmsARN").some(isOwnKey))) return "own key";
  // The policy of another stack may cover it.
  return policies.length === 0 || documents.includes(UNKNOWN) || props.name === UNKNOWN ? UNKNOWN : "declared";
}

function covers(pattern: unknown, name: string): boolean {
  const [prefix = "", ...rest] = textOf(pattern).split("*");
  return rest.length > 0 ? name.startsWith(prefix) : prefix === name;
}

/** Instances with disks of their own encrypt those themselves, and AWS accepts no key for them. */
function hasLocalStorageOnly({ type, props }: ResourceRecord): boolean {
  if (type !== ENDPOINT_CONFIGURATION) return false;
  return valuesAt(props, "productionVariants[].instanceType").some((one) => hasLocalStorage(textOf(one)));
}

/** DynamoDB cannot be switched off: its false means a key that AWS owns. */
function encryptionWhenOff({ type }: ResourceRecord, otherwise: "by default" | "none"): Encryption {
  return /[/:](dynamodb\/table|dynamodb:Table)/.test(type) ? otherwise : "none";
}

/** S3 encrypts every object with a key of its own since 2023, whatever the bucket says. */
function encryptionOfBucket(bucket: ResourceRecord, estate: Estate): Encryption | Unknown {
  const settings = settingsOf(bucket, ENCRYPTION, estate);
  if (settings.length === 0) return "by default";
  return settings.every((setting) => setting === UNKNOWN) ? UNKNOWN : "declared";
}
