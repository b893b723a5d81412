import assert from "node:assert/strict";
import { BACKED_UP } from "../../../../../policies/readers/data/backups";
import { RETAINING_TYPES } from "../../../../../policies/readers/data/retention-periods";
import { typesWith } from "../../../../../policies/readers/resource/type-facts";
import { rules } from "../../../../../policies/rules";

/** Types with a period that no rule is about, and why. */
const NO_DATA: Readonly<Record<string, string>> = {
  "aws:acmpca/certificateAuthority:CertificateAuthority": "the time after which a deleted authority is gone",
  "aws:appsync/dataSource:DataSource": "a cache of a table, which is judged itself",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": "judged on its vault",
  "aws:cfg/retentionConfiguration:RetentionConfiguration": "the history of configurations, which holds no data",
  "aws:chime/voiceConnectorStreaming:VoiceConnectorStreaming": "a video stream of Kinesis, hours",
  "aws:connect/instanceStorageConfig:InstanceStorageConfig": "a video stream of Kinesis, hours",
  "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate": "points in time of a recovery, days",
  "aws:dynamodb/globalTable:GlobalTable": "points in time of a table, 35 days at most",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "judged on its repository",
  "aws:eks/cluster:Cluster": "events of a cluster, hours",
  "aws:elasticbeanstalk/application:Application": "versions of code",
  "aws:fsx/ontapVolume:OntapVolume": "a lock, which lets nothing be deleted earlier",
  "aws:glue/catalogTable:CatalogTable": "a note of Hive's, which deletes nothing",
  "aws:glue/catalogTableOptimizer:CatalogTableOptimizer": "snapshots of a table in a bucket, which is judged itself",
  "aws:iot/topicRule:TopicRule": "messages that it hands to stores, which are judged themselves",
  "aws:lex/bot:Bot": "a session, a day at most",
  "aws:lex/v2modelsBot:V2modelsBot": "a session, a day at most",
  "aws:lightsail/database:Database": "backups of seven days, on or off",
  "aws:observabilityadmin/telemetryRuleForOrganization:TelemetryRuleForOrganization": "log groups of other accounts",
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy": "indexes of time series, which hold logs",
  "aws:rbin/rule:Rule": "what was deleted, days",
  "aws:rds/clusterInstance:ClusterInstance": "samples of performance",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "judged on its bucket",
  "aws:s3/bucketMetadataConfiguration:BucketMetadataConfiguration": "names of objects",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "judged on its bucket",
  "aws:s3/directoryBucket:DirectoryBucket": "objects of one zone, which work in progress is made of",
  "aws:s3/filesFileSystem:FilesFileSystem": "a cache of a bucket",
  "aws:s3/filesSynchronizationConfiguration:FilesSynchronizationConfiguration": "a cache of a bucket",
  "aws:s3control/bucket:Bucket": "a bucket of an Outpost",
  "aws:s3control/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "a bucket of an Outpost",
  "aws:s3tables/tableBucket:TableBucket": "files that no table refers to",
  "aws:sqs/queue:Queue": "messages, 14 days at most",
  "aws:storagegateway/tapePool:TapePool": "a lock, which lets nothing be deleted earlier",
  "aws:swf/domain:Domain": "the history of workflows, 90 days at most",
  "aws:synthetics/canary:Canary": "results of a probe",
};
const OWN_RULES = [
  "agentcore-memory-expires",
  "backup-vault-is-locked",
  "dynamodb-table-items-expire",
  "log-group-retention-is-set",
  "s3-bucket-objects-expire",
];

describe("periods of retention", () => {
  const judged = new Set([
    ...RETAINING_TYPES,
    ...BACKED_UP,
    ...rules.filter(({ id }) => OWN_RULES.includes(id)).flatMap(({ types }) => types),
  ]);
  const known = typesWith("retention").filter((type) => type.startsWith("aws:"));

  it("are judged, or left alone for a reason, wherever a type has one", () => {
    assert.deepEqual(
      known.filter((type) => !judged.has(type) && NO_DATA[type] === undefined),
      [],
    );
  });

  it("are not left alone and judged", () => {
    assert.deepEqual(
      Object.keys(NO_DATA).filter((type) => !known.includes(type) || judged.has(type)),
      [],
    );
  });
});
