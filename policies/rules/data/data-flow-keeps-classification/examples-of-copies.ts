import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, tagged } from "../example-buckets";

type Resource = RuleExample["resources"][number];

const replication = {
  type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  name: "copy",
  props: { bucket: "answers", rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::outputs" } }] },
};
const store = (type: string, name: string, level: string, props: object = {}): Resource => ({
  type: `aws:${type}`,
  name,
  props: { name, tags: tagged(level), ...props },
});
const carrier = (type: string, refersTo: Resource["refersTo"], props: object = {}): Resource => ({
  type: `aws:${type}`,
  name: "carrier",
  props: { ...props },
  refersTo,
});
const outputs = (level: string) => ({ ...bucket(level, { bucket: "outputs" }), name: "outputs" });

/** From Aurora to a warehouse, without a pipeline. */
const integration = (level: string) => [
  carrier("rds/integration:Integration", { sourceArn: "database", targetArn: "warehouse" }),
  store("rds/cluster:Cluster", "database", "confidential"),
  store("redshiftserverless/namespace:Namespace", "warehouse", level),
];
const pipeline = (level: string, definition: object) => [
  {
    type: "aws:sagemaker/pipeline:Pipeline",
    name: "training",
    props: { tags: tagged("confidential"), pipelineDefinition: JSON.stringify(definition) },
  },
  outputs(level),
];
/** A pipeline of SageMaker whose one step writes to a bucket. */
const processing = (level: string) =>
  pipeline(level, {
    Steps: [
      {
        Type: "Processing",
        Arguments: { ProcessingOutputConfig: { Outputs: [{ S3Output: { S3Uri: "s3://outputs/prepared" } }] } },
      },
    ],
  });
/** The end of a migration whose source another stack has. */
const target = (endpointType: string) => [
  store("dms/s3Endpoint:S3Endpoint", "carrier", "confidential", { bucketName: "outputs", endpointType }),
  outputs("public"),
];
/** From Aurora to a bucket, through the two endpoints of AWS DMS. */
const migration = (level: string) => [
  carrier("dms/replicationTask:ReplicationTask", { sourceEndpointArn: "from", targetEndpointArn: "to" }),
  {
    ...carrier("dms/endpoint:Endpoint", { serverName: "database" }, { serverName: "database.internal" }),
    name: "from",
  },
  { ...carrier("dms/s3Endpoint:S3Endpoint", { bucketName: "outputs" }), name: "to" },
  store("rds/cluster:Cluster", "database", "confidential"),
  outputs(level),
];
const queries = (level: string) => [
  store("athena/workgroup:Workgroup", "queries", "confidential", {
    configuration: { resultConfiguration: { outputLocation: "s3://outputs/athena/" } },
  }),
  outputs(level),
];
const capture = (enableCapture: boolean) => [
  store("sagemaker/endpointConfiguration:EndpointConfiguration", "model", "confidential", {
    dataCaptureConfig: { enableCapture, destinationS3Uri: "s3://outputs/capture" },
  }),
  outputs("internal"),
];
const STREAM = "arn:aws:dynamodb:eu-west-1:210987654321:table/sessions/stream/2026-11-01T00:00:00.000";
const changes = (level: string) => [
  carrier("pipes/pipe:Pipe", { target: "queue" }, { source: STREAM }),
  store("dynamodb/table:Table", "sessions", "confidential", { streamArn: STREAM }),
  store("sqs/queue:Queue", "queue", level),
];
const GROUP = "arn:aws:logs:eu-west-1:210987654321:log-group:runs:*";
const workflow = (includeExecutionData: boolean) => [
  store("sfn/stateMachine:StateMachine", "review", "confidential", {
    loggingConfiguration: { level: "ALL", includeExecutionData, logDestination: GROUP },
  }),
  store("cloudwatch/logGroup:LogGroup", "runs", "internal"),
];
const events = (level: string) => [
  carrier("cloudwatch/eventTarget:EventTarget", { rule: "all", arn: "queue" }),
  { ...carrier("cloudwatch/eventRule:EventRule", { eventBusName: "cases" }), name: "all" },
  store("cloudwatch/eventBus:EventBus", "cases", "confidential"),
  store("sqs/queue:Queue", "queue", level),
];
/** Uploads to a server, which its workflow copies into a bucket. */
const uploads = (level: string) => [
  {
    ...store("transfer/server:Server", "uploads", "confidential", {
      workflowDetails: { onUpload: { workflowId: "carrier" } },
    }),
    refersTo: { workflowDetails: "carrier" },
  },
  carrier("transfer/workflow:Workflow", undefined, {
    steps: [
      { type: "DELETE" },
      { type: "COPY", copyStepDetails: { destinationFileLocation: { s3FileLocation: { bucket: "outputs" } } } },
    ],
  }),
  outputs(level),
];
const KNOWLEDGE_BASE = "bedrock/agentKnowledgeBase:AgentKnowledgeBase";
const images = (level: string) => [
  store(KNOWLEDGE_BASE, "base", "confidential", {
    knowledgeBaseConfiguration: {
      vectorKnowledgeBaseConfiguration: {
        supplementalDataStorageConfiguration: {
          storageLocations: [{ type: "S3", s3Location: { uri: "s3://outputs/images" } }],
        },
      },
    },
  }),
  outputs(level),
];
const chunks = (level: string) => [
  carrier(
    "bedrock/agentDataSource:AgentDataSource",
    { knowledgeBaseId: "base" },
    {
      vectorIngestionConfiguration: {
        customTransformationConfiguration: { intermediateStorage: { s3Location: { uri: "s3://outputs/chunks" } } },
      },
    },
  ),
  store(KNOWLEDGE_BASE, "base", "confidential"),
  outputs(level),
];
/** Records of a table that a function could not process. */
const failed = (level: string) => [
  carrier(
    "lambda/eventSourceMapping:EventSourceMapping",
    { destinationConfig: "failures" },
    { eventSourceArn: STREAM, destinationConfig: { onFailure: { destinationArn: "failures" } } },
  ),
  store("dynamodb/table:Table", "sessions", "confidential", { streamArn: STREAM }),
  store("s3/bucket:Bucket", "failures", level),
];

const stream = (level: string) => store("kinesis/stream:Stream", "stream", level);
/** A memory whose records a stream is given: all of them, or that there are some. */
const records = (content: string, level: string): Resource[] => [
  {
    ...store("bedrock/agentcoreMemory:AgentcoreMemory", "memory", "confidential", {
      streamDeliveryResources: {
        resource: { kinesis: { dataStreamArn: "stream", contentConfiguration: { level: content } } },
      },
    }),
    refersTo: { streamDeliveryResources: "stream" },
  },
  stream(level),
];
const recording = (enabled: boolean) => [
  store("bedrock/agentcoreBrowser:AgentcoreBrowser", "browser", "confidential", {
    recording: { enabled, s3Location: { bucket: "outputs", prefix: "sessions/" } },
  }),
  outputs("internal"),
];
const flow = (level: string) => [
  store("bedrock/agentFlow:AgentFlow", "flow", "confidential", {
    definition: {
      nodes: [
        {
          type: "Storage",
          configuration: { storage: { serviceConfiguration: { s3: { bucketName: "outputs" } } } },
        },
      ],
    },
  }),
  outputs(level),
];
/** Whole requests in the execution logs of an API. */
const trace = (dataTraceEnabled: boolean, level: string): Resource[] => [
  carrier(
    "apigateway/methodSettings:MethodSettings",
    { restApi: "api" },
    { stageName: "prod", restApi: "a1b2c3", settings: { loggingLevel: "INFO", dataTraceEnabled } },
  ),
  store("apigateway/restApi:RestApi", "api", "confidential"),
  {
    ...store("cloudwatch/logGroup:LogGroup", "logs", level, { name: "API-Gateway-Execution-Logs_a1b2c3/prod" }),
    refersTo: { name: "api" },
  },
];
const failures = (level: string): Resource[] => [
  {
    ...store("lambda/function:Function", "handler", "confidential", { deadLetterConfig: { targetArn: "dead" } }),
    refersTo: { deadLetterConfig: "dead" },
  },
  store("sqs/queue:Queue", "dead", level),
];

/** What AWS copies by itself from one store to another. */
export const copies: RuleExample[] = [
  {
    title: "records of a memory for a stream of a lower level",
    resources: records("FULL_CONTENT", "internal"),
    outcome: "violation",
  },
  {
    title: "records of a memory for a stream of its level",
    resources: records("FULL_CONTENT", "confidential"),
    outcome: "pass",
  },
  {
    title: "near miss: a stream is told that there are records",
    resources: records("METADATA_ONLY", "internal"),
    outcome: "not-applicable",
  },
  { title: "sessions of a browser recorded at a lower level", resources: recording(true), outcome: "violation" },
  { title: "near miss: sessions that are not recorded", resources: recording(false), outcome: "not-applicable" },
  { title: "answers that a flow stores at a lower level", resources: flow("internal"), outcome: "violation" },
  { title: "answers that a flow stores at its level", resources: flow("confidential"), outcome: "pass" },
  { title: "requests traced into logs of a lower level", resources: trace(true, "internal"), outcome: "violation" },
  { title: "requests traced into logs of their level", resources: trace(true, "confidential"), outcome: "pass" },
  { title: "near miss: logs without the requests", resources: trace(false, "internal"), outcome: "not-applicable" },
  { title: "failed events in a queue of a lower level", resources: failures("internal"), outcome: "violation" },
  { title: "failed events in a queue of their level", resources: failures("confidential"), outcome: "pass" },
  {
    title: "objects replicated to a lower level",
    resources: [replication, bucket("confidential"), outputs("internal")],
    outcome: "violation",
  },
  {
    title: "objects replicated to the same level",
    resources: [replication, bucket("internal"), outputs("internal")],
    outcome: "pass",
  },
  {
    title: "objects replicated to a bucket of another stack",
    resources: [replication, bucket("confidential")],
    outcome: "not-applicable",
  },
  {
    title: "messages of a topic for a queue of a lower level",
    resources: [
      {
        type: "aws:sns/topicSubscription:TopicSubscription",
        name: "fan-out",
        props: { protocol: "sqs" },
        refersTo: { topic: "topic", endpoint: "queue" },
      },
      store("sns/topic:Topic", "topic", "confidential"),
      store("sqs/queue:Queue", "queue", "public"),
    ],
    outcome: "violation",
  },
  {
    title: "dead letters of a lower level",
    resources: [
      store("sqs/queue:Queue", "queue", "confidential", { redrivePolicy: '{"deadLetterTargetArn":"dead"}' }),
      store("sqs/queue:Queue", "dead", "internal"),
    ],
    outcome: "violation",
  },
  {
    title: "a replica below its database",
    resources: [
      store("rds/instance:Instance", "replica", "public", { replicateSourceDb: "answers-db" }),
      store("rds/instance:Instance", "database", "restricted", { identifier: "answers-db" }),
    ],
    outcome: "violation",
  },
  {
    title: "a replica as sensitive as its database",
    resources: [
      store("rds/instance:Instance", "replica", "restricted", { replicateSourceDb: "answers-db" }),
      store("rds/instance:Instance", "database", "restricted", { identifier: "answers-db" }),
    ],
    outcome: "pass",
  },
  {
    title: "a database that copies nothing",
    resources: [store("rds/instance:Instance", "database", "restricted")],
    outcome: "not-applicable",
  },
  {
    title: "a database integrated into a warehouse of a lower level",
    resources: integration("internal"),
    outcome: "violation",
  },
  {
    title: "a database integrated into a warehouse of its level",
    resources: integration("confidential"),
    outcome: "pass",
  },
  { title: "a database migrated to a bucket of a lower level", resources: migration("internal"), outcome: "violation" },
  { title: "a database migrated to a bucket of its level", resources: migration("confidential"), outcome: "pass" },
  { title: "an endpoint that writes to a bucket of a lower level", resources: target("target"), outcome: "violation" },
  { title: "near miss: an endpoint that reads it", resources: target("source"), outcome: "not-applicable" },
  {
    title: "a step of a pipeline that writes to a bucket of a lower level",
    resources: processing("public"),
    outcome: "violation",
  },
  {
    title: "a step of a pipeline that writes to a bucket of its level",
    resources: processing("confidential"),
    outcome: "pass",
  },
  { title: "a pipeline that starts nothing", resources: pipeline("public", { Steps: [] }), outcome: "not-applicable" },
  { title: "results of queries in a bucket of a lower level", resources: queries("internal"), outcome: "violation" },
  { title: "results of queries in a bucket of their level", resources: queries("confidential"), outcome: "pass" },
  { title: "requests captured in a bucket of a lower level", resources: capture(true), outcome: "violation" },
  { title: "near miss: a capture that is switched off", resources: capture(false), outcome: "not-applicable" },
  { title: "changes of a table for a queue of a lower level", resources: changes("internal"), outcome: "violation" },
  { title: "changes of a table for a queue of its level", resources: changes("confidential"), outcome: "pass" },
  { title: "executions logged to a group of a lower level", resources: workflow(true), outcome: "violation" },
  {
    title: "near miss: a log without what the executions handle",
    resources: workflow(false),
    outcome: "not-applicable",
  },
  { title: "events of a bus for a queue of a lower level", resources: events("internal"), outcome: "violation" },
  { title: "events of a bus for a queue of their level", resources: events("confidential"), outcome: "pass" },
  { title: "uploads copied to a bucket of a lower level", resources: uploads("internal"), outcome: "violation" },
  { title: "uploads copied to a bucket of their level", resources: uploads("confidential"), outcome: "pass" },
  { title: "images of documents in a bucket of a lower level", resources: images("internal"), outcome: "violation" },
  { title: "images of documents in a bucket of their level", resources: images("restricted"), outcome: "pass" },
  { title: "chunks that wait in a bucket of a lower level", resources: chunks("internal"), outcome: "violation" },
  { title: "chunks that wait in a bucket of their level", resources: chunks("confidential"), outcome: "pass" },
  { title: "failed records in a bucket of a lower level", resources: failed("internal"), outcome: "violation" },
  { title: "failed records in a bucket of their level", resources: failed("confidential"), outcome: "pass" },
  {
    title: "dead letters of a function in a queue of a lower level",
    resources: [
      {
        ...store("lambda/function:Function", "answer", "confidential", { deadLetterConfig: { targetArn: "queue" } }),
        refersTo: { deadLetterConfig: "queue" },
      },
      store("sqs/queue:Queue", "queue", "public"),
    ],
    outcome: "violation",
  },
];
