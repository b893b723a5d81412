import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const sender = (type: string, props: Record<string, unknown>) => ({ type, name: "sender", props });
const subscription = (props: Record<string, unknown>) => sender("aws:sns/topicSubscription:TopicSubscription", props);
const integration = (props: Record<string, unknown>) => sender("aws:apigateway/integration:Integration", props);
const target = (mcp: Record<string, unknown>) =>
  sender("aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget", { targetConfiguration: { mcp } });
const crawler = (url: string) =>
  sender("aws:bedrock/agentDataSource:AgentDataSource", {
    dataSourceConfiguration: {
      type: "WEB",
      webConfiguration: { sourceConfiguration: { urlConfiguration: { seedUrls: [{ url }] } } },
    },
  });
const workflow = (ApiEndpoint: string) =>
  sender("aws:sfn/stateMachine:StateMachine", {
    definition: JSON.stringify({
      StartAt: "Tell",
      States: {
        Tell: { Type: "Task", Resource: "arn:aws:states:::http:invoke", Parameters: { ApiEndpoint }, End: true },
      },
    }),
  });
const flow = (connectorType: unknown) =>
  sender("aws:appflow/flow:Flow", { destinationFlowConfigs: [{ connectorType: "S3" }, { connectorType }] });
const zone = { type: "aws:route53/zone:Zone", name: "zone", props: { name: "acme.example" } };
const topic = { type: "aws:sns/topic:Topic", name: "topic", props: {} };
const alarm = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "alarm",
  props: { alarmActions: ["topic"] },
  refersTo: { alarmActions: "topic" },
};
const toPager = {
  ...subscription({ protocol: "https", endpoint: "https://pager.example/in" }),
  refersTo: { topic: "topic" },
};

const database = (endpointType: string, serverName: unknown) =>
  sender("aws:dms/endpoint:Endpoint", { endpointType, serverName });
const connection = (JDBC_CONNECTION_URL: string) =>
  sender("aws:glue/connection:Connection", { connectionProperties: { JDBC_CONNECTION_URL } });

export const examples: RuleExample[] = [
  { title: "a flow into the service of a vendor", resources: [flow("Salesforce"), model], outcome: "violation" },
  { title: "a flow between services of AWS", resources: [flow("EventBridge"), model], outcome: "pass" },
  { title: "a flow by a connector of its own", resources: [flow("CustomConnector"), model], outcome: "undetermined" },
  {
    title: "a database of others that data is migrated to",
    resources: [database("target", "db.vendor.example"), model],
    outcome: "violation",
  },
  {
    title: "near miss: a database of others that data comes from",
    resources: [database("source", "db.vendor.example"), model],
    outcome: "not-applicable",
  },
  {
    title: "a database of this run that data is migrated to",
    resources: [{ ...database("target", "model"), refersTo: { serverName: "model" } }, model],
    outcome: "pass",
  },
  ...["jdbc:snowflake://acme.snowflakecomputing.example/?db=x", "jdbc:oracle:thin:@db.vendor.example:1521:orders"].map(
    (url): RuleExample => ({
      title: `a connection of jobs to a warehouse of others (${url.split(":")[1]})`,
      resources: [connection(url), model],
      outcome: "violation",
    }),
  ),
  ...["jdbc:postgresql://db.acme.internal:5432/x", "jdbc:oracle:thin:@db.acme.internal:1521:orders"].map(
    (url): RuleExample => ({
      title: `a connection of jobs to a private database (${url.split(":")[1]})`,
      resources: [connection(url), model],
      outcome: "pass",
    }),
  ),
  { title: "a flow to what is not known yet", resources: [flow(UNKNOWN), model], outcome: "undetermined" },
  {
    title: "a topic that calls a host on the internet",
    resources: [subscription({ protocol: "https", endpoint: "https://hooks.example/in" }), model],
    outcome: "violation",
  },
  {
    title: "alarms that call a pager, which is advised against",
    resources: [toPager, topic, alarm, model],
    outcome: "violation",
  },
  {
    title: "alarms of several that call a pager, which is advised against",
    resources: [toPager, topic, { ...alarm, type: "aws:cloudwatch/compositeAlarm:CompositeAlarm" }, model],
    outcome: "violation",
  },
  {
    title: "near miss: a topic that writes to a person",
    resources: [subscription({ protocol: "email", endpoint: "care@acme.example" }), model],
    outcome: "not-applicable",
  },
  {
    title: "a topic that calls an API of AWS",
    resources: [
      subscription({ protocol: "https", endpoint: "https://a1b2.execute-api.eu-west-1.amazonaws.com/in" }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "near miss: a topic that calls a host in a zone of its own",
    resources: [subscription({ protocol: "https", endpoint: "https://in.acme.example/x" }), zone, model],
    outcome: "pass",
  },
  {
    title: "a host that only ends like one of AWS",
    resources: [subscription({ protocol: "https", endpoint: "https://evilamazonaws.com/in" }), model],
    outcome: "violation",
  },
  {
    title: "a host behind the name of one of AWS",
    resources: [subscription({ protocol: "https", endpoint: "https://x.amazonaws.com@hooks.example/in" }), model],
    outcome: "violation",
  },
  {
    title: "an address that is not known yet",
    resources: [
      { ...subscription({ protocol: "https", endpoint: UNKNOWN }), refersTo: { endpoint: "zone" } },
      zone,
      model,
    ],
    outcome: "undetermined",
  },
  {
    title: "a stream that is delivered to a host on the internet",
    resources: [
      sender("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", {
        httpEndpointConfiguration: { url: "https://logs.example/v1" },
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "an API destination on the internet",
    resources: [
      sender("aws:cloudwatch/eventApiDestination:EventApiDestination", { invocationEndpoint: "https://crm.example/*" }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a private API that forwards to the internet",
    resources: [integration({ type: "HTTP_PROXY", uri: "https://api.example/{proxy}" }), model],
    outcome: "violation",
  },
  {
    title: "near miss: an API that forwards through a link into a VPC",
    resources: [
      integration({ type: "HTTP_PROXY", connectionType: "VPC_LINK", uri: "https://answers.acme.example/" }),
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "a definition of an API that forwards to the internet",
    resources: [
      sender("aws:apigateway/restApi:RestApi", {
        body: JSON.stringify({
          paths: {
            "/": { get: { "x-amazon-apigateway-integration": { type: "http_proxy", uri: "http://198.41.0.4/" } } },
          },
        }),
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a gateway whose tools are a server on the internet",
    resources: [target({ mcpServer: { endpoint: "https://mcp.example" } }), model],
    outcome: "violation",
  },
  {
    title: "near miss: a gateway whose tools are a function",
    resources: [target({ lambda: { lambdaArn: "arn" } }), model],
    outcome: "not-applicable",
  },
  {
    title: "a gateway whose tools are an API on the internet",
    resources: [
      target({
        openApiSchema: { inlinePayload: { payload: JSON.stringify({ servers: [{ url: "https://api.example" }] }) } },
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a gateway whose tools are described in a bucket",
    resources: [target({ openApiSchema: { s3: { uri: "s3://tools/api.json" } } }), model],
    outcome: "undetermined",
  },
  {
    title: "a workflow that calls a host on the internet",
    resources: [workflow("https://api.example"), model],
    outcome: "violation",
  },
  {
    title: "near miss: a workflow that calls a private host",
    resources: [workflow("https://10.0.0.7:8443/x"), model],
    outcome: "pass",
  },
  {
    title: "queries for names that go to a resolver on the internet",
    resources: [sender("aws:route53/resolverRule:ResolverRule", { targetIps: [{ ip: "8.8.8.8" }] }), model],
    outcome: "violation",
  },
  {
    title: "near miss: queries for names that go to the data centre",
    resources: [sender("aws:route53/resolverRule:ResolverRule", { targetIps: [{ ip: "10.2.0.2" }] }), model],
    outcome: "pass",
  },
  {
    title: "a knowledge base that crawls a site on the internet",
    resources: [crawler("https://www.example.com/help"), model],
    outcome: "violation",
  },
  {
    title: "near miss: a knowledge base that crawls a site of its own",
    resources: [crawler("https://help.acme.example/"), zone, model],
    outcome: "pass",
  },
  {
    title: "near miss: a knowledge base that reads a bucket",
    resources: [
      sender("aws:bedrock/agentDataSource:AgentDataSource", {
        dataSourceConfiguration: { type: "S3", s3Configuration: { bucketArn: "arn:aws:s3:::acme-docs" } },
      }),
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "an index that crawls a site on the internet",
    resources: [
      sender("aws:kendra/dataSource:DataSource", {
        configuration: {
          webCrawlerConfiguration: { urls: { seedUrlConfiguration: { seedUrls: ["https://www.example.com"] } } },
        },
      }),
      model,
    ],
    outcome: "violation",
  },
  {
    title: "a program that has nothing to do with models",
    resources: [subscription({ protocol: "https", endpoint: "https://hooks.example/in" })],
    outcome: "not-applicable",
  },
];
