/**
 * Types that hold data of a workload at rest or in transit and that AWS lets be tagged. Whatever cannot be tagged is not
 * here: nothing can be asked of it.
 */
export const DATA_STORES: readonly string[] = [
  // Objects and files
  "aws:s3/bucket:Bucket",
  "aws:s3/directoryBucket:DirectoryBucket",
  "aws:s3tables/tableBucket:TableBucket",
  "aws:efs/fileSystem:FileSystem",
  "aws:fsx/lustreFileSystem:LustreFileSystem",
  "aws:fsx/ontapFileSystem:OntapFileSystem",
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
  "aws:fsx/windowsFileSystem:WindowsFileSystem",
  "aws:ebs/volume:Volume",
  "aws:ebs/snapshot:Snapshot",
  "aws:glacier/vault:Vault",
  "aws:backup/vault:Vault",
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
  // Vectors and search
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket",
  "aws:s3/vectorsIndex:VectorsIndex",
  "aws:opensearch/domain:Domain",
  "aws:opensearch/serverlessCollection:ServerlessCollection",
  "aws:elasticsearch/domain:Domain",
  "aws:kendra/index:Index",
  "aws:neptunegraph/graph:Graph",
  // Databases
  "aws:dynamodb/table:Table",
  "aws:dsql/cluster:Cluster",
  "aws:docdb/cluster:Cluster",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:keyspaces/table:Table",
  "aws:memorydb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:redshift/cluster:Cluster",
  "aws:redshiftserverless/namespace:Namespace",
  "aws:timestreamwrite/database:Database",
  "aws:timestreamwrite/table:Table",
  "aws:glue/catalogDatabase:CatalogDatabase",
  // Queues, streams and logs
  "aws:sqs/queue:Queue",
  "aws:sns/topic:Topic",
  "aws:kinesis/stream:Stream",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  "aws:msk/cluster:Cluster",
  "aws:msk/serverlessCluster:ServerlessCluster",
  "aws:mq/broker:Broker",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudtrail/eventDataStore:EventDataStore",
  // What models keep
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  "aws:bedrock/agentcoreMemory:AgentcoreMemory",
  "aws:bedrock/customModel:CustomModel",
  "aws:sagemaker/featureGroup:FeatureGroup",
  "aws:sagemaker/notebookInstance:NotebookInstance",
  "aws:sagemaker/domain:Domain",
  "aws:secretsmanager/secret:Secret",
];

/** The same stores under the other provider, as far as they take tags under the same property. */
export const NATIVE_DATA_STORES: readonly string[] = ["aws-native:bedrock:KnowledgeBase"];
