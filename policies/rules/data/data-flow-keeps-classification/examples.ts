import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, document, inlinePolicy, lambda, role } from "../../identity/example-iam";
import { bucket, tagged } from "../example-buckets";
import { copies } from "./examples-of-copies";

const handler = [lambda("handler", "handler-role"), role("handler-role")] as const;
const reads = allow("s3:GetObject", "arn:aws:s3:::answers/*");
const writes = allow("s3:PutObject", "arn:aws:s3:::outputs/*");
const may = (...statements: object[]) => inlinePolicy("handler-role", document(...statements));
const outputs = (level: unknown) => ({
  ...bucket(level, { bucket: "outputs" }),
  name: "outputs",
});

const base = (level: unknown) => ({
  type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  name: "base",
  props: { tags: tagged(level), storageConfiguration: { s3VectorsConfiguration: { indexArn: "vectors" } } },
  refersTo: { storageConfiguration: "vectors" },
});
const dataSource = {
  type: "aws:bedrock/agentDataSource:AgentDataSource",
  name: "documents",
  props: { dataSourceConfiguration: { type: "S3", s3Configuration: { bucketArn: "answers" } } },
  refersTo: { knowledgeBaseId: "base", dataSourceConfiguration: "answers" },
};
const vectors = (level: unknown) => ({
  type: "aws:s3/vectorsIndex:VectorsIndex",
  name: "vectors",
  props: { tags: tagged(level) },
});

const store = (type: string, name: string, level: string, props: object = {}) => ({
  type: `aws:${type}`,
  name,
  props: { name, tags: tagged(level), ...props },
});

/** A knowledge base of confidential documents in one kind of vector store. */
const stored = (configuration: object, type: string, level: unknown): RuleExample["resources"] => [
  { ...base("confidential"), props: { tags: tagged("confidential"), storageConfiguration: configuration } },
  dataSource,
  { type, name: "vectors", props: { tags: tagged(level) } },
  bucket("confidential"),
];
const BASE_ARN = "arn:aws:bedrock:eu-west-1:210987654321:knowledge-base/BASE";
const TABLE_ARN = "arn:aws:dynamodb:eu-west-1:210987654321:table/replies";
const asked = { ...base("confidential"), props: { arn: BASE_ARN, tags: tagged("confidential") }, refersTo: undefined };
const replies = (level: unknown) => ({
  type: "aws:dynamodb/table:Table",
  name: "replies",
  props: { arn: TABLE_ARN, tags: tagged(level) },
});

export const examples: RuleExample[] = [
  ...copies,
  ...(
    [
      [
        "OpenSearch Serverless",
        "opensearchServerlessConfiguration",
        "collectionArn",
        "aws:opensearch/serverlessCollection:ServerlessCollection",
      ],
      ["OpenSearch", "opensearchManagedClusterConfiguration", "domainArn", "aws:opensearch/domain:Domain"],
      ["Aurora", "rdsConfiguration", "resourceArn", "aws:rds/cluster:Cluster"],
      ["S3 Vectors", "s3VectorsConfiguration", "vectorBucketArn", "aws:s3/vectorsVectorBucket:VectorsVectorBucket"],
      ["Neptune Analytics", "neptuneAnalyticsConfiguration", "graphArn", "aws:neptunegraph/graph:Graph"],
    ] as const
  ).flatMap(([title, configuration, arn, type]): RuleExample[] => [
    {
      title: `documents as sensitive in ${title}`,
      resources: stored({ [configuration]: { [arn]: "vectors" } }, type, "confidential"),
      outcome: "pass",
    },
    {
      title: `documents that sink to a lower level in ${title}`,
      resources: stored({ [configuration]: { [arn]: "vectors" } }, type, "internal"),
      outcome: "violation",
    },
  ]),
  {
    title: "answers from a knowledge base into a table of a lower level",
    resources: [
      ...handler,
      may(allow("bedrock:Retrieve", BASE_ARN), allow("dynamodb:PutItem", TABLE_ARN)),
      asked,
      replies("public"),
    ],
    outcome: "violation",
  },
  {
    title: "answers from a knowledge base into a table of its level",
    resources: [
      ...handler,
      may(allow("bedrock:Retrieve", BASE_ARN), allow("dynamodb:PutItem", TABLE_ARN)),
      asked,
      replies("confidential"),
    ],
    outcome: "pass",
  },
  {
    title: "near miss: the table is only read",
    resources: [
      ...handler,
      may(allow("bedrock:Retrieve", BASE_ARN), allow("dynamodb:GetItem", TABLE_ARN)),
      asked,
      replies("public"),
    ],
    outcome: "not-applicable",
  },
  {
    title: "outputs as sensitive as sources",
    resources: [...handler, may(reads, writes), bucket("confidential"), outputs("confidential")],
    outcome: "pass",
  },
  {
    title: "outputs below their sources",
    resources: [...handler, may(reads, writes), bucket("confidential"), outputs("internal")],
    outcome: "violation",
  },
  {
    title: "near miss: the lower bucket is only read",
    resources: [
      ...handler,
      may(reads, allow("s3:GetObject", "arn:aws:s3:::outputs/*")),
      bucket("confidential"),
      outputs("internal"),
    ],
    outcome: "not-applicable",
  },
  {
    title: "an output whose level is not known yet",
    resources: [...handler, may(reads, writes), bucket("confidential"), outputs(UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "a policy that is not known yet",
    resources: [...handler, inlinePolicy("handler-role", UNKNOWN), bucket("confidential"), outputs("internal")],
    outcome: "undetermined",
  },
  {
    title: "a knowledge base as sensitive as its documents",
    resources: [base("confidential"), dataSource, vectors("restricted"), bucket("confidential")],
    outcome: "pass",
  },
  {
    title: "a vector store below the documents",
    resources: [base("confidential"), dataSource, vectors("internal"), bucket("confidential")],
    outcome: "violation",
  },
  {
    title: "a knowledge base below the documents",
    resources: [base("public"), dataSource, vectors("confidential"), bucket("confidential")],
    outcome: "violation",
  },
  {
    title: "a knowledge base of public data that reads an internal system",
    resources: [
      base("public"),
      {
        ...dataSource,
        props: { dataSourceConfiguration: { type: "CONFLUENCE" } },
        refersTo: { knowledgeBaseId: "base" },
      },
      vectors("public"),
    ],
    outcome: "undetermined",
  },
  {
    title: "a knowledge base of public data that reads the web",
    resources: [
      base("public"),
      { ...dataSource, props: { dataSourceConfiguration: { type: "WEB" } }, refersTo: { knowledgeBaseId: "base" } },
      vectors("public"),
    ],
    outcome: "not-applicable",
  },
  {
    title: "a function that writes what it is handed from a queue of a higher level",
    resources: [
      ...handler,
      may(writes),
      outputs("internal"),
      store("sqs/queue:Queue", "queue", "confidential"),
      {
        type: "aws:lambda/eventSourceMapping:EventSourceMapping",
        name: "mapping",
        props: {},
        refersTo: { functionName: "handler", eventSourceArn: "queue" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [lambda("handler", "handler-role", { tags: {} }), role("handler-role", { tags: {} })],
    outcome: "not-applicable",
  },
];
