import { at, type DirectFlow, into, type Named, outOf } from "./direct-flow";
import {
  API,
  BASE,
  BUCKET,
  BUS,
  CLUSTER,
  CLUSTER_SNAPSHOT,
  CONTACT_CENTER,
  DATABASE,
  DMS_ENDPOINT,
  DOCUMENTS,
  FILE_SYSTEMS,
  FILES,
  FIREHOSE,
  GRAPH,
  KENDRA,
  LOCATION,
  LOG_DESTINATION,
  LOG_GROUP,
  LOG_SOURCE,
  MEMORY,
  MESSAGES,
  MODELS,
  QUEUE,
  RULE,
  SEARCH,
  SNAPSHOT,
  STREAM,
  TABLE,
  TOPIC,
  VOLUME,
  VOLUME_SNAPSHOT,
  WAREHOUSE,
  WORKFLOW,
} from "./flow-ends";

const COPY = "steps[].copyStepDetails.destinationFileLocation";
const DECRYPTED = "steps[].decryptStepDetails.destinationFileLocation";
const UPLOADED: readonly Named[] = [
  { path: `${COPY}.s3FileLocation.bucket`, types: BUCKET },
  { path: `${COPY}.efsFileLocation.fileSystemId`, types: FILES },
  { path: `${DECRYPTED}.s3FileLocation.bucket`, types: BUCKET },
  { path: `${DECRYPTED}.efsFileLocation.fileSystemId`, types: FILES },
];

/** Where a transformation of a knowledge base's chunks puts them meanwhile. */
const CHUNKS = at(
  "vectorIngestionConfiguration.customTransformationConfiguration.intermediateStorage.s3Location.uri",
  BUCKET,
);

const NODES = "definition.nodes[].configuration";

/**
 * What AWS copies by itself from one store to another, by the type that says so. Each property is documented in
 * `@pulumi/aws` 7.48.0 (read 2026-11).
 */
export const DIRECT_FLOWS: Readonly<Record<string, readonly DirectFlow[]>> = {
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": [
    { from: at("bucket", BUCKET), to: at("rules[].destination.bucket", BUCKET) },
  ],
  "aws:s3/bucket:Bucket": [outOf("replicationConfiguration.rules[].destination.bucket", BUCKET)],
  "aws:s3/inventory:Inventory": [{ from: at("bucket", BUCKET), to: at("destination.bucket.bucketArn", BUCKET) }],
  "aws:sns/topicSubscription:TopicSubscription": [
    { from: at("topic", TOPIC), to: at("endpoint", [...QUEUE, ...FIREHOSE]) },
  ],
  "aws:sqs/queue:Queue": [outOf("redrivePolicy.deadLetterTargetArn", QUEUE)],
  "aws:sqs/redrivePolicy:RedrivePolicy": [
    { from: at("queueUrl", QUEUE), to: at("redrivePolicy.deadLetterTargetArn", QUEUE) },
  ],
  "aws:pipes/pipe:Pipe": [{ from: at("source", MESSAGES), to: at("target", [...MESSAGES, ...BUS]) }],
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
    outOf("elasticsearchConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("opensearchserverlessConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("icebergConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("snowflakeConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("splunkConfiguration.s3Configuration.bucketArn", BUCKET),
    outOf("redshiftConfiguration.s3Configuration.bucketArn", BUCKET),
  ],
  "aws:dynamodb/table:Table": [into("restoreSourceName", TABLE), into("restoreSourceTableArn", TABLE)],
  "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": [
    { from: at("tableName", TABLE), to: at("streamArn", STREAM) },
  ],
  "aws:dynamodb/tableExport:TableExport": [{ from: at("tableArn", TABLE), to: at("s3Bucket", BUCKET) }],
  "aws:rds/integration:Integration": [
    { from: at("sourceArn", [...CLUSTER, ...DATABASE, ...TABLE]), to: at("targetArn", WAREHOUSE) },
  ],
  "aws:redshift/integration:Integration": [
    { from: at("sourceArn", [...TABLE, ...BUCKET, ...CLUSTER]), to: at("targetArn", WAREHOUSE) },
  ],
  "aws:dms/replicationTask:ReplicationTask": [
    { from: at("sourceEndpointArn", DMS_ENDPOINT), to: at("targetEndpointArn", DMS_ENDPOINT) },
  ],
  "aws:dms/replicationConfig:ReplicationConfig": [
    { from: at("sourceEndpointArn", DMS_ENDPOINT), to: at("targetEndpointArn", DMS_ENDPOINT) },
  ],
  "aws:dms/s3Endpoint:S3Endpoint": [{ ...outOf("bucketName", BUCKET), when: ["endpointType", "target"] }],
  "aws:datasync/task:Task": [{ from: at("sourceLocationArn", LOCATION), to: at("destinationLocationArn", LOCATION) }],
  "aws:appflow/flow:Flow": [
    {
      from: at("sourceFlowConfig.sourceConnectorProperties.s3.bucketName", BUCKET),
      to: at("destinationFlowConfigs[].destinationConnectorProperties.s3.bucketName", BUCKET),
    },
  ],
  "aws:cloudwatch/eventTarget:EventTarget": [{ from: at("rule", RULE), to: at("arn", [...MESSAGES, ...BUS]) }],
  "aws:apigateway/methodSettings:MethodSettings": [
    { from: at("restApi", API), to: "its logs", when: ["settings.dataTraceEnabled", true] },
  ],
  "aws:appsync/graphQLApi:GraphQLApi": [
    { from: "itself", to: "its logs", unless: ["logConfig.excludeVerboseContent", true] },
  ],
  "aws:cloudwatch/logDelivery:LogDelivery": [
    { from: at("deliverySourceName", LOG_SOURCE), to: at("deliveryDestinationArn", LOG_DESTINATION) },
  ],
  "aws:sfn/stateMachine:StateMachine": [
    {
      ...outOf("loggingConfiguration.logDestination", LOG_GROUP),
      when: ["loggingConfiguration.includeExecutionData", true],
    },
  ],
  "aws:athena/workgroup:Workgroup": [outOf("configuration.resultConfiguration.outputLocation", BUCKET)],
  "aws:transfer/server:Server": [
    outOf("workflowDetails.onUpload.workflowId", WORKFLOW),
    outOf("workflowDetails.onPartialUpload.workflowId", WORKFLOW),
  ],
  "aws:transfer/workflow:Workflow": UPLOADED.map((to) => ({ from: "itself", to })),
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": [
    outOf(
      "knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.supplementalDataStorageConfiguration.storageLocations[].s3Location.uri",
      BUCKET,
    ),
  ],
  "aws:bedrock/agentDataSource:AgentDataSource": [
    { from: at("dataSourceConfiguration.s3Configuration.bucketArn", BUCKET), to: CHUNKS },
    { from: at("knowledgeBaseId", BASE), to: CHUNKS },
  ],
  "aws:comprehend/documentClassifier:DocumentClassifier": [
    { from: at("inputDataConfig.s3Uri", BUCKET), to: at("outputDataConfig.s3Uri", BUCKET) },
  ],
  "aws:bedrock/customModel:CustomModel": [
    into("trainingDataConfig.s3Uri", BUCKET),
    { from: at("trainingDataConfig.s3Uri", BUCKET), to: at("outputDataConfig.s3Uri", BUCKET) },
    outOf("outputDataConfig.s3Uri", BUCKET),
  ],
  "aws:bedrock/agentFlow:AgentFlow": [
    outOf(`${NODES}.storage.serviceConfiguration.s3.bucketName`, BUCKET),
    {
      from: at(`${NODES}.retrieval.serviceConfiguration.s3.bucketName`, BUCKET),
      to: at(`${NODES}.storage.serviceConfiguration.s3.bucketName`, BUCKET),
    },
  ],
  "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": [
    { ...outOf("recording.s3Location.bucket", BUCKET), when: ["recording.enabled", true] },
  ],
  "aws:bedrock/agentcoreMemory:AgentcoreMemory": [
    {
      ...outOf("streamDeliveryResources.resource.kinesis.dataStreamArn", STREAM),
      when: ["streamDeliveryResources.resource.kinesis.contentConfiguration.level", "FULL_CONTENT"],
    },
  ],
  "aws:bedrock/agentcoreMemoryStrategy:AgentcoreMemoryStrategy": [
    {
      from: at("memoryId", MEMORY),
      to: at("configuration.selfManagedConfiguration.invocationConfiguration.payloadDeliveryBucketName", BUCKET),
    },
  ],
  "aws:bedrock/evaluationJob:EvaluationJob": [
    outOf("outputDataConfig.s3Uri", BUCKET),
    ...["automated", "human"].map((kind) => ({
      from: at(`evaluationConfig.${kind}.datasetMetricConfigs[].dataset.datasetLocation.s3Uri`, BUCKET),
      to: at("outputDataConfig.s3Uri", BUCKET),
    })),
  ],
  "aws:connect/instanceStorageConfig:InstanceStorageConfig": [
    { from: at("instanceId", CONTACT_CENTER), to: at("storageConfig.s3Config.bucketName", BUCKET) },
    { from: at("instanceId", CONTACT_CENTER), to: at("storageConfig.kinesisStreamConfig.streamArn", STREAM) },
    { from: at("instanceId", CONTACT_CENTER), to: at("storageConfig.kinesisFirehoseConfig.firehoseArn", FIREHOSE) },
  ],
  "aws:bedrockmodel/invocationJob:InvocationJob": [
    {
      from: at("inputDataConfig.s3InputDataConfig.s3Uri", BUCKET),
      to: at("outputDataConfig.s3OutputDataConfig.s3Uri", BUCKET),
    },
    outOf("outputDataConfig.s3OutputDataConfig.s3Uri", BUCKET),
  ],
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": [
    { ...outOf("dataCaptureConfig.destinationS3Uri", BUCKET), when: ["dataCaptureConfig.enableCapture", true] },
    outOf("asyncInferenceConfig.outputConfig.s3OutputPath", BUCKET),
    outOf("asyncInferenceConfig.outputConfig.s3FailurePath", BUCKET),
  ],
  "aws:sagemaker/featureGroup:FeatureGroup": [outOf("offlineStoreConfig.s3StorageConfig.s3Uri", BUCKET)],
  "aws:sagemaker/trainingJob:TrainingJob": [
    {
      from: at("inputDataConfigs[].dataSource.s3DataSource.s3Uri", BUCKET),
      to: at("outputDataConfig.s3OutputPath", BUCKET),
    },
    outOf("outputDataConfig.s3OutputPath", BUCKET),
  ],
  "aws:kendra/faq:Faq": [{ from: at("s3Path.bucket", BUCKET), to: at("indexId", KENDRA) }],
  "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob": [
    outOf("trainingJobDefinition.outputDataConfig.s3OutputPath", BUCKET),
    outOf("trainingJobDefinitions[].outputDataConfig.s3OutputPath", BUCKET),
  ],
  "aws-native:sagemaker:ProcessingJob": [
    {
      from: at("processingInputs[].s3Input.s3Uri", BUCKET),
      to: at("processingOutputConfig.outputs[].s3Output.s3Uri", BUCKET),
    },
    outOf("processingOutputConfig.outputs[].s3Output.s3Uri", BUCKET),
  ],
  "aws:sagemaker/flowDefinition:FlowDefinition": [outOf("outputConfig.s3OutputPath", BUCKET)],
  "aws:sagemaker/labelingJob:LabelingJob": [
    {
      from: at("inputConfig.dataSource.s3DataSource.manifestS3Uri", BUCKET),
      to: at("outputConfig.s3OutputPath", BUCKET),
    },
    outOf("outputConfig.s3OutputPath", BUCKET),
  ],
  "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer": [outOf("artifactStoreUri", BUCKET)],
  "aws:kendra/dataSource:DataSource": [
    { from: at("configuration.s3Configuration.bucketName", BUCKET), to: at("indexId", KENDRA) },
  ],
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

/** What stands for a store: an endpoint, a location or a source of logs, with where it names the store. */
export const STAND_INS: Readonly<Record<string, readonly Named[]>> = {
  "aws:transfer/workflow:Workflow": UPLOADED,
  "aws:dms/endpoint:Endpoint": [
    at("serverName", [...CLUSTER, ...DATABASE, ...DOCUMENTS]),
    at("kinesisSettings.streamArn", STREAM),
  ],
  "aws:dms/s3Endpoint:S3Endpoint": [at("bucketName", BUCKET)],
  "aws:datasync/s3Location:S3Location": [at("s3BucketArn", BUCKET)],
  "aws:datasync/efsLocation:EfsLocation": [at("efsFileSystemArn", FILES)],
  "aws:datasync/fsxOpenZfsFileSystem:FsxOpenZfsFileSystem": [at("fsxFilesystemArn", FILE_SYSTEMS)],
  "aws:datasync/locationFsxLustre:LocationFsxLustre": [at("fsxFilesystemArn", FILE_SYSTEMS)],
  "aws:cloudwatch/eventRule:EventRule": [at("eventBusName", BUS)],
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": [at("resourceArn", MODELS)],
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": [
    at("deliveryDestinationConfiguration.destinationResourceArn", [...BUCKET, ...LOG_GROUP, ...FIREHOSE]),
  ],
};
