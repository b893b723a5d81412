import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, configured, tagged } from "../example-buckets";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const store = (type: string, props: Record<string, unknown>, level: unknown = "internal") => ({
  type,
  name: "sessions",
  props: { tags: tagged(level), ...props },
});
const table = (serverSideEncryption: unknown, level?: unknown) =>
  store("aws:dynamodb/table:Table", { serverSideEncryption }, level);
const database = (props: Record<string, unknown>, level?: unknown) => store("aws:rds/cluster:Cluster", props, level);
const queue = (props: Record<string, unknown>, level?: unknown) => store("aws:sqs/queue:Queue", props, level);
const warehouse = (props: Record<string, unknown>) => store("aws:redshift/cluster:Cluster", props);
const delivery = (props: Record<string, unknown>) =>
  store("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", props);
const endpoint = (instanceType: string) =>
  store(
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    { productionVariants: [{ instanceType }] },
    "confidential",
  );

const cached = (settings: object) => ({
  type: "aws:apigateway/methodSettings:MethodSettings",
  name: "all",
  props: { methodPath: "*/*", settings },
});
const collection = (encryption: object) => [
  store("aws:opensearch/serverlessCollection:ServerlessCollection", { name: "sessions" }, "confidential"),
  {
    type: "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    name: "encryption",
    props: {
      type: "encryption",
      policy: JSON.stringify({
        Rules: [{ Resource: ["collection/sess*"], ResourceType: "collection" }],
        ...encryption,
      }),
    },
  },
];

const key = (name: string, tags: object = {}) => ({
  type: "aws:kms/key:Key",
  name,
  props: { tags: { ...tagged("confidential"), ...tags } },
});
const sessionsUnder = (name: string) => ({
  ...store("aws:elasticache/serverlessCache:ServerlessCache", {}, "confidential"),
  refersTo: { kmsKeyId: name },
});
const replicated = (replica: object) => ({
  ...table({ enabled: true, kmsKeyArn: KEY }, "confidential"),
  props: {
    tags: tagged("confidential"),
    serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
    replicas: [{ regionName: "eu-central-1", ...replica }],
  },
});
const insights = (props: object) =>
  store("aws:rds/clusterInstance:ClusterInstance", { performanceInsightsEnabled: true, ...props }, "confidential");
/** A cluster of EMR under a security configuration, or without one. */
const spark = (atRest?: object): RuleExample["resources"] => [
  {
    ...store("aws:emr/cluster:Cluster", atRest ? { securityConfiguration: "disks" } : {}, "confidential"),
    ...(atRest && { refersTo: { securityConfiguration: "disks" } }),
  },
  ...(atRest
    ? [
        {
          type: "aws:emr/securityConfiguration:SecurityConfiguration",
          name: "disks",
          props: { configuration: JSON.stringify({ EncryptionConfiguration: atRest }) },
        },
      ]
    : []),
];
const training = (resourceConfig: object, outputDataConfig: object) =>
  store(
    "aws:sagemaker/trainingJob:TrainingJob",
    { resourceConfig: { instanceType: "ml.m5.xlarge", ...resourceConfig }, outputDataConfig },
    "confidential",
  );
const servers = (ebs: object) =>
  store(
    "aws:ec2/launchTemplate:LaunchTemplate",
    { blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs }] },
    "confidential",
  );
const indexIn = (encryptionConfigurations: unknown) => [
  {
    ...store("aws:s3/vectorsIndex:VectorsIndex", {}, "confidential"),
    refersTo: { vectorBucketName: "vectors" },
  },
  {
    type: "aws:s3/vectorsVectorBucket:VectorsVectorBucket",
    name: "vectors",
    props: { tags: tagged("confidential"), encryptionConfigurations },
  },
];

export const examples: RuleExample[] = [
  {
    title: "a key that the run makes for the workload",
    resources: [sessionsUnder("own"), key("own")],
    outcome: "pass",
  },
  {
    title: "near miss: the key of another workload",
    resources: [sessionsUnder("theirs"), key("theirs", { workload: "claims" })],
    outcome: "violation",
  },
  {
    title: "near miss: the key of its test environment",
    resources: [sessionsUnder("theirs"), key("theirs", { environment: "test" })],
    outcome: "violation",
  },
  { title: "a replica under a key of its region", resources: [replicated({ kmsKeyArn: KEY })], outcome: "pass" },
  { title: "near miss: a replica under AWS's key", resources: [replicated({})], outcome: "violation" },
  {
    title: "query texts under a key of the workload",
    resources: [insights({ performanceInsightsKmsKeyId: KEY })],
    outcome: "not-applicable",
  },
  { title: "near miss: query texts under AWS's key", resources: [insights({})], outcome: "violation" },
  { title: "no query texts", resources: [insights({ performanceInsightsEnabled: false })], outcome: "not-applicable" },
  {
    title: "a cluster whose disks have a key of the workload",
    resources: spark({
      AtRestEncryptionConfiguration: { LocalDiskEncryptionConfiguration: { AwsKmsKey: KEY } },
    }),
    outcome: "not-applicable",
  },
  {
    title: "near miss: a cluster that encrypts on the way alone",
    resources: spark({ EnableInTransitEncryption: true, EnableAtRestEncryption: false }),
    outcome: "violation",
  },
  {
    title: "a training job whose volume and output have a key of the workload",
    resources: [training({ volumeKmsKeyId: KEY }, { kmsKeyId: KEY })],
    outcome: "not-applicable",
  },
  {
    title: "near miss: a training job whose output alone has one",
    resources: [training({}, { kmsKeyId: KEY })],
    outcome: "violation",
  },
  {
    title: "a training job on instances with disks of their own",
    resources: [training({ instanceType: "ml.g5.xlarge" }, { kmsKeyId: KEY })],
    outcome: "not-applicable",
  },
  {
    title: "near miss: a training job whose volume alone has one",
    resources: [training({ volumeKmsKeyId: KEY }, {})],
    outcome: "violation",
  },
  {
    title: "a pipeline whose step names no key for its output",
    resources: [
      store(
        "aws:sagemaker/pipeline:Pipeline",
        {
          pipelineDefinition: JSON.stringify({
            Steps: [{ Type: "Processing", Arguments: { ProcessingOutputConfig: { Outputs: [] } } }],
          }),
        },
        "confidential",
      ),
    ],
    outcome: "violation",
  },
  { title: "a cluster without a security configuration", resources: spark(), outcome: "violation" },
  {
    title: "machines whose volumes have a key of the workload",
    resources: [servers({ encrypted: "true", kmsKeyId: KEY })],
    outcome: "not-applicable",
  },
  {
    title: "near miss: machines whose volumes have AWS's key",
    resources: [servers({ encrypted: "true" })],
    outcome: "violation",
  },
  {
    title: "machines whose volumes have the account's key, which is not AWS's",
    resources: [
      servers({ encrypted: "true" }),
      { type: "aws:ebs/defaultKmsKey:DefaultKmsKey", name: "default", props: {} },
    ],
    outcome: "not-applicable",
  },
  {
    title: "an index in a vector bucket with a key of the workload",
    resources: indexIn([{ sseType: "aws:kms", kmsKeyArn: KEY }]),
    outcome: "pass",
  },
  { title: "near miss: an index in a vector bucket under S3's key", resources: indexIn([]), outcome: "violation" },
  {
    title: "an index in a vector bucket of another stack",
    resources: [store("aws:s3/vectorsIndex:VectorsIndex", { vectorBucketName: "vectors" }, "confidential")],
    outcome: "undetermined",
  },
  {
    title: "a workflow whose executions are under a key of the workload",
    resources: [
      store("aws:sfn/stateMachine:StateMachine", { encryptionConfiguration: { kmsKeyId: KEY } }, "confidential"),
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a workflow whose executions are under AWS's key",
    resources: [
      store(
        "aws:sfn/stateMachine:StateMachine",
        { encryptionConfiguration: { type: "AWS_OWNED_KEY" } },
        "confidential",
      ),
    ],
    outcome: "violation",
  },
  {
    title: "a key of the workload",
    resources: [table({ enabled: true, kmsKeyArn: KEY }, "confidential")],
    outcome: "pass",
  },
  {
    title: "a key that is not known yet",
    resources: [table({ enabled: true, kmsKeyArn: UNKNOWN }, "confidential")],
    outcome: "pass",
  },
  {
    title: "near miss: confidential data under AWS's own key",
    resources: [table({ enabled: true }, "confidential")],
    outcome: "violation",
  },
  {
    title: "near miss: AWS's own key by its alias",
    resources: [queue({ kmsMasterKeyId: "alias/aws/sqs" }, "confidential")],
    outcome: "violation",
  },
  { title: "internal data under AWS's own key", resources: [table({ enabled: true })], outcome: "pass" },
  { title: "a table that says nothing", resources: [table(undefined)], outcome: "violation" },
  { title: "a database that says nothing", resources: [database({})], outcome: "violation" },
  { title: "a database, switched on", resources: [database({ storageEncrypted: true })], outcome: "pass" },
  { title: "a database, switched off", resources: [database({ storageEncrypted: false })], outcome: "violation" },
  { title: "a queue, switched off", resources: [queue({ sqsManagedSseEnabled: false })], outcome: "violation" },
  {
    title: "a queue with a key instead of SQS's own",
    resources: [queue({ sqsManagedSseEnabled: false, kmsMasterKeyId: KEY })],
    outcome: "pass",
  },
  {
    title: "near miss: a confidential secret under the key of Secrets Manager",
    resources: [store("aws:secretsmanager/secret:Secret", {}, "confidential")],
    outcome: "violation",
  },
  {
    title: "a confidential secret under a key of the workload",
    resources: [store("aws:secretsmanager/secret:Secret", { kmsKeyId: KEY }, "confidential")],
    outcome: "pass",
  },
  {
    title: "near miss: only the copy of a confidential secret has a key",
    resources: [
      store(
        "aws:secretsmanager/secret:Secret",
        { replicas: [{ region: "eu-central-1", kmsKeyId: KEY }] },
        "confidential",
      ),
    ],
    outcome: "violation",
  },
  { title: "an internal secret", resources: [store("aws:secretsmanager/secret:Secret", {})], outcome: "pass" },
  {
    title: "a confidential index without a key",
    resources: [store("aws:kendra/index:Index", {}, "confidential")],
    outcome: "violation",
  },
  {
    title: "a confidential collection whose policy names a key",
    resources: collection({ KmsARN: KEY }),
    outcome: "pass",
  },
  {
    title: "near miss: a confidential collection under AWS's key",
    resources: collection({ AWSOwnedKey: true }),
    outcome: "violation",
  },
  {
    title: "a confidential collection whose policy is elsewhere",
    resources: collection({ AWSOwnedKey: true }).slice(0, 1),
    outcome: "undetermined",
  },
  {
    title: "the encryption is not known yet",
    resources: [table({ enabled: UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "the level is not known yet",
    resources: [table({ enabled: true }, UNKNOWN)],
    outcome: "undetermined",
  },
  { title: "a bucket that says nothing", resources: [bucket("internal")], outcome: "violation" },
  {
    title: "a bucket under S3's own key, as its program says",
    resources: [
      bucket("internal"),
      configured("ServerSideEncryptionConfiguration", {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      }),
    ],
    outcome: "pass",
  },
  {
    title: "a bucket of confidential data, whose key a rule of its own asks for",
    resources: [bucket("confidential")],
    outcome: "not-applicable",
  },
  {
    title: "answers that an API caches in plain text",
    resources: [cached({ cachingEnabled: true })],
    outcome: "violation",
  },
  {
    title: "answers that an API caches encrypted",
    resources: [cached({ cachingEnabled: true, cacheDataEncrypted: true })],
    outcome: "pass",
  },
  { title: "near miss: an API that caches nothing", resources: [cached({ loggingLevel: "OFF" })], outcome: "pass" },
  {
    title: "an API of which is not known yet whether it caches",
    resources: [cached({ cachingEnabled: UNKNOWN })],
    outcome: "undetermined",
  },
  { title: "a warehouse, switched off", resources: [warehouse({ encrypted: "false" })], outcome: "violation" },
  { title: "a warehouse, switched on", resources: [warehouse({ encrypted: "true" })], outcome: "pass" },
  { title: "a delivery stream that says nothing", resources: [delivery({})], outcome: "violation" },
  {
    title: "near miss: a delivery stream that reads another stream and keeps nothing",
    resources: [
      delivery({
        tags: tagged("confidential"),
        kinesisSourceConfiguration: { kinesisStreamArn: "arn:aws:kinesis:::stream/x" },
      }),
    ],
    outcome: "pass",
  },
  {
    title: "an agent of confidential data without a key",
    resources: [store("aws:bedrock/agentAgent:AgentAgent", {}, "confidential")],
    outcome: "violation",
  },
  {
    title: "near miss: a hosted model on machines that encrypt their own disks and take no key",
    resources: [endpoint("ml.g5.12xlarge")],
    outcome: "pass",
  },
  {
    title: "a hosted model of confidential data without a key",
    resources: [endpoint("ml.m5.xlarge")],
    outcome: "violation",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [{ type: "aws:rds/cluster:Cluster", name: "shop", props: {} }],
    outcome: "violation",
  },
];
