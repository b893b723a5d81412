import { memoizeByEstate } from "../../core/memoize";
import { topLevelProperty } from "../../core/properties";
import type { Estate, ResourceRecord } from "../../core/rule";
import { parsedJson, valueAt, valuesAt } from "../../core/values";
import { BUCKETS } from "./buckets";
import type { DataFlow } from "./flows";

/** One end of a flow: the resource itself, or what a property names. */
type End = "itself" | { readonly path: string; readonly types: readonly string[] };

interface DirectFlow {
  readonly from: End;
  readonly to: End;
}

const BUCKET: readonly string[] = BUCKETS;
const QUEUE = ["aws:sqs/queue:Queue"];
const TOPIC = ["aws:sns/topic:Topic"];
const STREAM = ["aws:kinesis/stream:Stream"];
const FIREHOSE = ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"];
const TABLE = ["aws:dynamodb/table:Table"];
const LOG_GROUP = ["aws:cloudwatch/logGroup:LogGroup"];
const DATABASE = ["aws:rds/instance:Instance"];
const CLUSTER = ["aws:rds/cluster:Cluster"];
const DOCUMENTS = ["aws:docdb/cluster:Cluster"];
const GRAPH = ["aws:neptune/cluster:Cluster"];
const SNAPSHOT = ["aws:rds/snapshot:Snapshot", "aws:rds/snapshotCopy:SnapshotCopy"];
const CLUSTER_SNAPSHOT = ["aws:rds/clusterSnapshot:ClusterSnapshot", "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy"];
const VOLUME = ["aws:ebs/volume:Volume"];
const VOLUME_SNAPSHOT = ["aws:ebs/snapshot:Snapshot", "aws:ebs/snapshotCopy:SnapshotCopy"];
const FILES = ["aws:efs/fileSystem:FileSystem"];
const SEARCH = ["aws:opensearch/domain:Domain", "aws:opensearch/serverlessCollection:ServerlessCollection"];
const MESSAGES = [...QUEUE, ...TOPIC, ...STREAM, ...FIREHOSE, ...TABLE, ...LOG_GROUP];

const at = (path: string, types: readonly string[]): End => ({ path, types });
const into = (path: string, types: readonly string[]): DirectFlow => ({ from: at(path, types), to: "itself" });
const outOf = (path: string, types: readonly string[]): DirectFlow => ({ from: "itself", to: at(path, types) });

/**
 * What AWS copies by itself from one store to another, by the type that says so. Each property is documented in
 * `@pulumi/aws` 7.48.0 (read 2026-11).
 */
const DIRECT_FLOWS: Readonly<Record<string, readonly DirectFlow[]>> = {
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": [
    { from: at("bucket", BUCKET), to: at("rules[].destination.bucket", BUCKET) },
  ],
  "aws:s3/inventory:Inventory": [{ from: at("bucket", BUCKET), to: at("destination.bucket.bucketArn", BUCKET) }],
  "aws:sns/topicSubscription:TopicSubscription": [
    { from: at("topic", TOPIC), to: at("endpoint", [...QUEUE, ...FIREHOSE]) },
  ],
  "aws:sqs/queue:Queue": [outOf("redrivePolicy.deadLetterTargetArn", QUEUE)],
  "aws:sqs/redrivePolicy:RedrivePolicy": [
    { from: at("queueUrl", QUEUE), to: at("redrivePolicy.deadLetterTargetArn", QUEUE) },
  ],
  "aws:pipes/pipe:Pipe": [{ from: at("source", MESSAGES), to: at("target", MESSAGES) }],
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": [
    { from: at("logGroup", LOG_GROUP), to: at("destinationArn", [...STREAM, ...FIREHOSE]) },
  ],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
    into("kinesisSourceConfiguration.kinesisStreamArn", STREAM),
    outOf("extendedS3Configuration.bucketArn", BUCKET),
    outOf("extendedS3Configuration.s3BackupConfiguration.bucketArn", BUCKET),
    outOf("opensearchConfiguration.domainArn", SEARCH),
    outOf("opensearchConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("httpEndpointConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("redshiftConfiguration.s3Configuration.bucketArn", BUCKET),
  ],
  "aws:dynamodb/table:Table": [into("restoreSourceName", TABLE), into("restoreSourceTableArn", TABLE)],
  "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": [
    { from: at("tableName", TABLE), to: at("streamArn", STREAM) },
  ],
  "aws:dynamodb/tableExport:TableExport": [{ from: at("tableArn", TABLE), to: at("s3Bucket", BUCKET) }],
  "aws:rds/instance:Instance": [
    into("replicateSourceDb", [...DATABASE, ...CLUSTER]),
    into("snapshotIdentifier", SNAPSHOT),
    into("restoreToPointInTime.sourceDbInstanceIdentifier", DATABASE),
  ],
  "aws:rds/cluster:Cluster": [
    into("replicationSourceIdentifier", [...DATABASE, ...CLUSTER]),
    into("snapshotIdentifier", [...SNAPSHOT, ...CLUSTER_SNAPSHOT]),
    into("restoreToPointInTime.sourceClusterIdentifier", CLUSTER),
  ],
  "aws:rds/snapshot:Snapshot": [into("dbInstanceIdentifier", DATABASE)],
  "aws:rds/snapshotCopy:SnapshotCopy": [into("sourceDbSnapshotIdentifier", SNAPSHOT)],
  "aws:rds/clusterSnapshot:ClusterSnapshot": [into("dbClusterIdentifier", CLUSTER)],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": [into("sourceDbClusterSnapshotIdentifier", CLUSTER_SNAPSHOT)],
  "aws:rds/exportTask:ExportTask": [
    { from: at("sourceArn", [...SNAPSHOT, ...CLUSTER_SNAPSHOT, ...CLUSTER]), to: at("s3BucketName", BUCKET) },
  ],
  "aws:docdb/clusterSnapshot:ClusterSnapshot": [into("dbClusterIdentifier", DOCUMENTS)],
  "aws:neptune/cluster:Cluster": [into("replicationSourceIdentifier", GRAPH)],
  "aws:neptune/clusterSnapshot:ClusterSnapshot": [into("dbClusterIdentifier", GRAPH)],
  "aws:ebs/snapshot:Snapshot": [into("volumeId", VOLUME)],
  "aws:ebs/snapshotCopy:SnapshotCopy": [into("sourceSnapshotId", VOLUME_SNAPSHOT)],
  "aws:ebs/volume:Volume": [into("snapshotId", VOLUME_SNAPSHOT)],
  "aws:efs/replicationConfiguration:ReplicationConfiguration": [
    { from: at("sourceFileSystemId", FILES), to: at("destination.fileSystemId", FILES) },
  ],
  "aws:backup/selection:Selection": [
    {
      from: at("resources[]", [...TABLE, ...DATABASE, ...CLUSTER, ...VOLUME, ...FILES, ...BUCKET]),
      to: at("planId", ["aws:backup/vault:Vault"]),
    },
  ],
};

/** Types that say that AWS copies from one store to another. */
export const DIRECT_CARRIERS: readonly string[] = Object.keys(DIRECT_FLOWS);

/** The flows that AWS itself makes for a resource, each with its sources and its targets. */
export function directFlowsOf(carrier: ResourceRecord, estate: Estate): readonly DataFlow[] {
  return (DIRECT_FLOWS[carrier.type] ?? []).map(({ from, to }) => ({
    sources: endsAt(carrier, from, estate),
    targets: carrier.type === SELECTION ? vaultsOf(carrier, estate) : endsAt(carrier, to, estate),
    complete: true,
  }));
}

const SELECTION = "aws:backup/selection:Selection";

function vaultsOf(selection: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const plans = estate.references(selection, "planId", ["aws:backup/plan:Plan"]).found;
  return plans.flatMap((plan) => estate.references(plan, "rules[].targetVaultName", ["aws:backup/vault:Vault"]).found);
}

function endsAt(carrier: ResourceRecord, end: End, estate: Estate): readonly ResourceRecord[] {
  if (end === "itself") return [carrier];
  const property = topLevelProperty(end.path);
  // Policies of redriving are text of JSON.
  const parsed = parsedJson(carrier.props[property]);
  const opened = typeof parsed === "object" && parsed !== null ? openedAt(carrier, property, parsed) : carrier;
  const { found } = estate.references(opened, end.path, end.types);
  if (found.length > 0) return found.filter((one) => one.urn !== carrier.urn);
  return valuesAt(opened.props, end.path).flatMap((value) =>
    typeof value === "string"
      ? (byIdentifier(estate).get(value) ?? []).filter(({ type }) => end.types.includes(type))
      : [],
  );
}

function openedAt(carrier: ResourceRecord, property: string, value: unknown): ResourceRecord {
  return value === carrier.props[property] ? carrier : { ...carrier, props: { ...carrier.props, [property]: value } };
}

const IDENTIFIERS = [
  "identifier",
  "clusterIdentifier",
  "dbSnapshotIdentifier",
  "targetDbSnapshotIdentifier",
  "dbClusterSnapshotIdentifier",
  "targetDbClusterSnapshotIdentifier",
];

/** Databases and snapshots are named by an identifier, which is not their id. */
const byIdentifier = memoizeByEstate((estate) => {
  const found = new Map<string, ResourceRecord[]>();
  for (const resource of estate.ofType(
    ...DATABASE,
    ...CLUSTER,
    ...DOCUMENTS,
    ...GRAPH,
    ...SNAPSHOT,
    ...CLUSTER_SNAPSHOT,
  )) {
    for (const property of IDENTIFIERS) {
      const value = valueAt(resource.props, property);
      if (typeof value === "string" && value !== "") found.set(value, [...(found.get(value) ?? []), resource]);
    }
  }
  return found;
});
