import { BUCKETS } from "./buckets";

/** What data flows from and to, by kind: the types that a property of a flow can name. */
export const BUCKET: readonly string[] = BUCKETS;
export const QUEUE = ["aws:sqs/queue:Queue"];
export const TOPIC = ["aws:sns/topic:Topic"];
export const STREAM = ["aws:kinesis/stream:Stream"];
export const FIREHOSE = ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"];
export const TABLE = ["aws:dynamodb/table:Table"];
export const LOG_GROUP = ["aws:cloudwatch/logGroup:LogGroup"];
export const DATABASE = ["aws:rds/instance:Instance"];
export const CLUSTER = ["aws:rds/cluster:Cluster"];
export const DOCUMENTS = ["aws:docdb/cluster:Cluster"];
export const GRAPH = ["aws:neptune/cluster:Cluster"];
export const SNAPSHOT = ["aws:rds/snapshot:Snapshot", "aws:rds/snapshotCopy:SnapshotCopy"];
export const CLUSTER_SNAPSHOT = [
  "aws:rds/clusterSnapshot:ClusterSnapshot",
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
];
/** Types that others name by an identifier. */
export const DATABASES: readonly string[] = [
  ...DATABASE,
  ...CLUSTER,
  ...DOCUMENTS,
  ...GRAPH,
  ...SNAPSHOT,
  ...CLUSTER_SNAPSHOT,
];
export const VOLUME = ["aws:ebs/volume:Volume"];
export const VOLUME_SNAPSHOT = ["aws:ebs/snapshot:Snapshot", "aws:ebs/snapshotCopy:SnapshotCopy"];
export const FILES = ["aws:efs/fileSystem:FileSystem"];
export const SEARCH = ["aws:opensearch/domain:Domain", "aws:opensearch/serverlessCollection:ServerlessCollection"];
export const BUS = ["aws:cloudwatch/eventBus:EventBus"];
export const WORKFLOW = ["aws:transfer/workflow:Workflow"];
export const BASE = ["aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase"];
export const RULE = ["aws:cloudwatch/eventRule:EventRule"];
export const WAREHOUSE = ["aws:redshiftserverless/namespace:Namespace", "aws:redshift/cluster:Cluster"];
export const KENDRA = ["aws:kendra/index:Index"];
export const DMS_ENDPOINT = ["aws:dms/endpoint:Endpoint", "aws:dms/s3Endpoint:S3Endpoint"];
export const LOCATION = [
  "aws:datasync/s3Location:S3Location",
  "aws:datasync/efsLocation:EfsLocation",
  "aws:datasync/fsxOpenZfsFileSystem:FsxOpenZfsFileSystem",
  "aws:datasync/locationFsxLustre:LocationFsxLustre",
];
export const LOG_SOURCE = ["aws:cloudwatch/logDeliverySource:LogDeliverySource"];
export const LOG_DESTINATION = ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"];
export const FILE_SYSTEMS = [
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
  "aws:fsx/lustreFileSystem:LustreFileSystem",
];
export const MEMORY = ["aws:bedrock/agentcoreMemory:AgentcoreMemory"];
export const MODELS = [...BASE, ...MEMORY, "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime"];
export const MESSAGES = [...QUEUE, ...TOPIC, ...STREAM, ...FIREHOSE, ...TABLE, ...LOG_GROUP];
export const API = ["aws:apigateway/restApi:RestApi"];
export const CONTACT_CENTER = ["aws:connect/instance:Instance"];
export const FUNCTION = ["aws:lambda/function:Function"];
export const RESULTS = [...QUEUE, ...TOPIC, ...BUS, ...BUCKET];
