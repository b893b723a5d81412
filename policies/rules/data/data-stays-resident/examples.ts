import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { bucket, tagged } from "../example-buckets";

type Resource = RuleExample["resources"][number];

const resource = (type: string, props: Resource["props"], region?: string): Resource => ({
  type: `aws:${type}`,
  name: "store",
  props: { tags: tagged("internal"), ...props },
  ...(region && { provider: { region } }),
});
const table = (regionName: unknown) => resource("dynamodb/table:Table", { replicas: [{ regionName }] }, "eu-west-1");
const buses = (region: string) =>
  resource("cloudwatch/eventEndpoint:EventEndpoint", {
    eventBuses: ["eu-west-1", region].map((one) => ({
      eventBusArn: `arn:aws:events:${one}:123456789012:event-bus/documents`,
    })),
  });
const search = (region: string) =>
  resource("opensearch/outboundConnection:OutboundConnection", {
    localDomainInfo: { region: "eu-west-1", domainName: "answers" },
    remoteDomainInfo: { region, domainName: "archive" },
  });
const plan = (region: string) =>
  resource("backup/plan:Plan", {
    rules: [{ copyActions: [{ destinationVaultArn: `arn:aws:backup:${region}:123456789012:backup-vault:copies` }] }],
  });
const replication = (target: string, destination: object = {}): Resource => ({
  type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  name: "copy",
  props: {
    role: "arn:aws:iam::123456789012:role/copy",
    rules: [{ status: "Enabled", destination: { bucket: target, ...destination } }],
  },
});
const target = (region: string): Resource => ({ ...bucket("internal"), provider: { region } });
const edge: Resource = resource(
  "lambda/function:Function",
  { name: "edge", arn: "arn:aws:lambda:us-east-1:123456789012:function:edge" },
  "us-east-1",
);

const optOut = (transcribe: string): Resource =>
  resource("organizations/policy:Policy", {
    type: "AISERVICES_OPT_OUT_POLICY",
    content: JSON.stringify({
      services: {
        default: { opt_out_policy: { "@@assign": "optOut" } },
        transcribe: { opt_out_policy: { "@@assign": transcribe } },
      },
    }),
  });

export const examples: RuleExample[] = [
  { title: "a table with a replica in the standard's regions", resources: [table("eu-central-1")], outcome: "pass" },
  { title: "a table with a replica elsewhere", resources: [table("us-east-1")], outcome: "violation" },
  { title: "a table with a replica that is not known yet", resources: [table(UNKNOWN)], outcome: "undetermined" },
  { title: "events replicated to a bus elsewhere", resources: [buses("us-east-1")], outcome: "violation" },
  { title: "events replicated to a bus of the standard's regions", resources: [buses("eu-north-1")], outcome: "pass" },
  { title: "searches in a domain elsewhere", resources: [search("us-east-1")], outcome: "violation" },
  { title: "searches in a domain of the standard's regions", resources: [search("eu-central-1")], outcome: "pass" },
  {
    title: "a secret with a replica elsewhere",
    resources: [resource("secretsmanager/secret:Secret", { replicas: [{ region: "us-west-2" }] })],
    outcome: "violation",
  },
  ...[
    ["rds:DbInstance", { automaticBackupReplicationRegion: "us-east-1" }] as const,
    ["redshift:Cluster", { destinationRegion: "us-east-1" }] as const,
    ["efs:FileSystem", { replicationConfiguration: { destinations: [{ region: "us-east-1" }] } }] as const,
  ].map(
    ([type, props]): RuleExample => ({
      title: `copies elsewhere that CloudFormation says inside of the store (${type})`,
      resources: [{ type: `aws-native:${type}`, name: "store", props, provider: { region: "eu-west-1" } }],
      outcome: "violation",
    }),
  ),
  {
    title: "conversations of a Kafka cluster replicated elsewhere",
    resources: [
      resource("msk/replicator:Replicator", {
        replicationInfoList: { targetKafkaClusterArn: "arn:aws:kafka:us-east-1:123456789012:cluster/copy/1a2b-1" },
      }),
    ],
    outcome: "violation",
  },
  { title: "an organisation that lets AI services keep nothing", resources: [optOut("optOut")], outcome: "pass" },
  {
    title: "near miss: an organisation that lets one AI service keep what it is given",
    resources: [optOut("optIn")],
    outcome: "violation",
  },
  {
    title: "a store whose provider says no region",
    resources: [resource("sqs/queue:Queue", {})],
    outcome: "not-applicable",
  },
  {
    title: "a store in a region of the standard",
    resources: [resource("sqs/queue:Queue", {}, "eu-west-3")],
    outcome: "pass",
  },
  {
    title: "a store of a provider elsewhere",
    resources: [resource("sqs/queue:Queue", {}, "us-east-1")],
    outcome: "violation",
  },
  {
    title: "a function whose own region is elsewhere",
    resources: [resource("lambda/function:Function", { region: "ap-southeast-2" }, "eu-west-1")],
    outcome: "violation",
  },
  {
    title: "an endpoint elsewhere",
    resources: [resource("sagemaker/endpoint:Endpoint", {}, "us-west-2")],
    outcome: "violation",
  },
  {
    title: "a machine elsewhere",
    resources: [resource("ec2/instance:Instance", {}, "us-west-2")],
    outcome: "violation",
  },
  {
    title: "public data elsewhere",
    resources: [resource("sqs/queue:Queue", { tags: tagged("public") }, "us-east-1")],
    outcome: "not-applicable",
  },
  { title: "backups copied inside of the standard's regions", resources: [plan("eu-central-1")], outcome: "pass" },
  { title: "backups copied elsewhere", resources: [plan("us-east-1")], outcome: "violation" },
  {
    title: "backups of a database that another region takes in",
    resources: [
      resource("rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication", {}, "us-east-1"),
    ],
    outcome: "violation",
  },
  {
    title: "objects replicated to a bucket of the standard's regions",
    resources: [replication("answers"), target("eu-central-1")],
    outcome: "pass",
  },
  {
    title: "objects replicated to a bucket elsewhere",
    resources: [replication("answers"), target("us-east-1")],
    outcome: "violation",
  },
  {
    title: "objects replicated to a bucket of another stack",
    resources: [replication("arn:aws:s3:::elsewhere"), target("eu-west-1")],
    outcome: "undetermined",
  },
  {
    title: "objects replicated to an account that the standard does not name",
    resources: [replication("arn:aws:s3:::elsewhere", { account: "999988887777" }), target("eu-west-1")],
    outcome: "violation",
  },
  {
    title: "events sent to a bus elsewhere",
    resources: [
      resource(
        "cloudwatch/eventTarget:EventTarget",
        { arn: "arn:aws:events:us-east-1:123456789012:event-bus/other" },
        "eu-west-1",
      ),
    ],
    outcome: "violation",
  },
  {
    title: "a function at CloudFront's edge",
    resources: [
      edge,
      {
        type: "aws:cloudfront/distribution:Distribution",
        name: "site",
        props: {
          defaultCacheBehavior: {
            lambdaFunctionAssociations: [{ eventType: "viewer-request", lambdaArn: String(edge.props.arn) }],
          },
        },
      },
    ],
    outcome: "not-applicable",
  },
  {
    title: "logs of a web ACL at the edge",
    resources: [resource("cloudwatch/logGroup:LogGroup", { name: "aws-waf-logs-site" }, "us-east-1")],
    outcome: "not-applicable",
  },
  { title: "what holds no data", resources: [resource("iam/role:Role", {}, "us-east-1")], outcome: "not-applicable" },
];
