import { isSet, topLevelProperty, valuesSetAt } from "../../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue, isObject, listOf, parsedJson, textOf, valueAt, valuesAt } from "../../../core/values";
import { STATE_MACHINES, statesOf } from "../../../readers/models/state-machine";
import { isForeignAddress } from "../../../readers/network/hosts";

/** What a service sends on, and where to: a path to addresses, if something else holds. */
interface Destination {
  readonly path: string;
  /** Whether the resource sends there at all. Default: it does. */
  readonly when?: (resource: ResourceRecord, estate: Estate) => boolean;
  /** Whether an address that is not known yet is that of a resource of this run, such as a database. Default: no. */
  readonly isOwnIfUnknown?: true;
}

const at = (path: string): readonly Destination[] => [{ path }];
/** Kinds of integrations that a link into a VPC serves go there, whatever their address says. */
const isHttp = ({ props }: ResourceRecord) =>
  /^HTTP/.test(textOf(props.type ?? props.integrationType)) && props.connectionType !== "VPC_LINK";
const isHttpSubscription = ({ props }: ResourceRecord) => /^https?$/.test(textOf(props.protocol));
const isTarget = (location: ResourceRecord, estate: Estate) =>
  estate.referrers(location, "destinationLocationArn", ["aws:datasync/task:Task"]).length > 0;
const KNOWLEDGE_STORE = "storageConfiguration";
const TARGET = "targetConfiguration";

/**
 * Where services send what they are given, by type: without a route, from AWS's own network, to any host on the internet.
 * Sources (read 2026-11): https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html,
 * https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html,
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html,
 * https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_McpServerTargetConfiguration.html,
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html,
 * https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html.
 */
const DESTINATIONS: Readonly<Record<string, readonly Destination[]>> = {
  "aws:sns/topicSubscription:TopicSubscription": [{ path: "endpoint", when: isHttpSubscription }],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
    { path: "httpEndpointConfiguration.url" },
    { path: "splunkConfiguration.hecEndpoint" },
    { path: "snowflakeConfiguration.accountUrl" },
  ],
  "aws:cloudwatch/eventApiDestination:EventApiDestination": at("invocationEndpoint"),
  "aws:iot/topicRule:TopicRule": [{ path: "https[].url" }, { path: "errorAction.http.url" }],
  "aws:apigateway/integration:Integration": [{ path: "uri", when: isHttp }],
  "aws:apigatewayv2/integration:Integration": [{ path: "integrationUri", when: isHttp }],
  "aws:appsync/dataSource:DataSource": at("httpConfig.endpoint"),
  "aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget": [
    { path: `${TARGET}.mcp.mcpServer.endpoint` },
    { path: `${TARGET}.http.passthrough.endpoint` },
    { path: `${TARGET}.inference.provider.endpoint` },
  ],
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": at("tools[].config.remoteMcp.url"),
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": [
    { path: `${KNOWLEDGE_STORE}.pineconeConfiguration.connectionString` },
    {
      path: `${KNOWLEDGE_STORE}.mongoDbAtlasConfiguration.endpoint`,
      when: ({ props }) => !textOf(valueAt(props, `${KNOWLEDGE_STORE}.mongoDbAtlasConfiguration.endpointServiceName`)),
    },
    { path: `${KNOWLEDGE_STORE}.redisEnterpriseCloudConfiguration.endpoint` },
  ],
  "aws:transfer/connector:Connector": at("url"),
  "aws:dms/endpoint:Endpoint": ["serverName", "kafkaSettings.broker"].map((path) => ({
    path,
    when: ({ props }) => props.endpointType !== "source",
    isOwnIfUnknown: true,
  })),
  "aws:glue/connection:Connection": ["JDBC_CONNECTION_URL", "CONNECTION_URL", "INSTANCE_URL", "HOST"].map((name) => ({
    path: `connectionProperties.${name}`,
    isOwnIfUnknown: true,
  })),
  "aws:datasync/locationObjectStorage:LocationObjectStorage": [{ path: "serverHostname", when: isTarget }],
  "aws:datasync/locationAzureBlob:LocationAzureBlob": [{ path: "containerUrl", when: isTarget }],
  "aws:emrserverless/application:Application": at(
    "monitoringConfiguration.prometheusMonitoringConfiguration.remoteWriteUrl",
  ),
  "aws:securitylake/subscriberNotification:SubscriberNotification": at(
    "configuration.httpsNotificationConfiguration.endpoint",
  ),
  "aws:pinpoint/app:App": at("campaignHook.webUrl"),
  "aws:route53/resolverRule:ResolverRule": at("targetIps[].ip"),
};

/**
 * Where services fetch what models then read, by type: pages of others come with instructions of others.
 * Sources (read 2026-11): https://docs.aws.amazon.com/bedrock/latest/userguide/webcrawl-data-source-connector.html,
 * https://docs.aws.amazon.com/kendra/latest/APIReference/API_WebCrawlerConfiguration.html.
 */
const CRAWLED: Readonly<Record<string, readonly Destination[]>> = {
  "aws:bedrock/agentDataSource:AgentDataSource": at(
    "dataSourceConfiguration.webConfiguration.sourceConfiguration.urlConfiguration.seedUrls[].url",
  ),
  "aws:kendra/dataSource:DataSource": [
    { path: "configuration.webCrawlerConfiguration.urls.seedUrlConfiguration.seedUrls[]" },
    { path: "configuration.webCrawlerConfiguration.urls.siteMapsConfiguration.siteMaps[]" },
  ],
  "aws-native:wisdom:KnowledgeBase": at(
    "sourceConfiguration.managedSourceConfiguration.webCrawlerConfiguration.urlConfiguration.seedUrls[].url",
  ),
};
export const CRAWLERS: readonly string[] = Object.keys(CRAWLED);

/** Stands for the address of a resource of this run, which is not known yet. */
const OF_THIS_RUN = "localhost";

const GATEWAY_TARGET = "aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget";
const REST_APIS = ["aws:apigateway/restApi:RestApi", "aws:apigatewayv2/api:Api"];

/** Types whose destinations stand inside a definition. */
const READERS: Readonly<Record<string, (resource: ResourceRecord) => readonly unknown[]>> = {
  ...Object.fromEntries(STATE_MACHINES.map((type) => [type, calledByStates])),
  ...Object.fromEntries(REST_APIS.map((type) => [type, integrationsOf])),
};

const APP_FLOW = "aws:appflow/flow:Flow";
const CONNECTOR = "destinationFlowConfigs[].connectorType";
/**
 * Connectors of AppFlow to services of AWS, and those that may stand in a network of the organisation; every other one is
 * called by the vendor whose service it writes to.
 * Source: https://docs.aws.amazon.com/appflow/latest/userguide/app-specific.html (read 2026-11).
 */
const CONNECTORS: Readonly<Record<string, false | Unknown>> = {
  S3: false,
  Redshift: false,
  EventBridge: false,
  CustomerProfiles: false,
  LookoutMetrics: false,
  CustomConnector: UNKNOWN,
  SAPOData: UNKNOWN,
};

export const SENDER_TYPES: readonly string[] = [
  ...Object.keys(DESTINATIONS),
  ...CRAWLERS,
  ...Object.keys(READERS),
  APP_FLOW,
];

/** Addresses that a resource sends to, or fetches from, as far as it says; UNKNOWN among them: one that is not known yet. */
function addressesOf(resource: ResourceRecord, estate: Estate): readonly unknown[] {
  const named = (DESTINATIONS[resource.type] ?? CRAWLED[resource.type] ?? []).filter(
    ({ when }) => when?.(resource, estate) ?? true,
  );
  return [
    ...named.flatMap(({ path, isOwnIfUnknown }) =>
      valuesSetAt(resource, path).map((value) =>
        value === UNKNOWN && isOwnIfUnknown && hasEdges(resource, path) ? OF_THIS_RUN : value,
      ),
    ),
    ...(READERS[resource.type]?.(resource) ?? []),
    ...(resource.type === GATEWAY_TARGET ? serversOf(resource) : []),
  ];
}

/** Whether a resource sends to, or fetches from, somebody else on the internet; undefined if it names no address. */
export function sendsOutside(resource: ResourceRecord, estate: Estate): boolean | Unknown | undefined {
  if (resource.type === APP_FLOW) return anyTrue(valuesSetAt(resource, CONNECTOR).map(leavesBy));
  const addresses = addressesOf(resource, estate);
  if (addresses.length === 0) return undefined;
  const answers = addresses.map((address) => isForeignAddress(address, estate));
  if (answers.includes(true)) return true;
  return answers.includes(UNKNOWN) ? UNKNOWN : false;
}

function hasEdges({ edges }: ResourceRecord, path: string): boolean {
  return (edges?.[topLevelProperty(path)] ?? []).length > 0;
}

function leavesBy(connector: unknown): boolean | Unknown {
  return connector === UNKNOWN ? UNKNOWN : (CONNECTORS[textOf(connector)] ?? true);
}

/** What states of a workflow call by HTTP; an address that the input gives is not known. */
function calledByStates(machine: ResourceRecord): readonly unknown[] {
  const states = statesOf(machine);
  if (states === UNKNOWN) return [];
  return states
    .filter(({ Resource }) => /:states:::http:invoke/.test(textOf(Resource)))
    .map(({ Parameters, Arguments }) => valueAt(Parameters ?? Arguments, "ApiEndpoint") ?? UNKNOWN);
}

/** Servers of the API that a gateway makes tools of: the last word on where it sends. */
function serversOf(target: ResourceRecord): readonly unknown[] {
  const path = `${TARGET}.mcp.openApiSchema`;
  const payloads = valuesSetAt(target, `${path}.inlinePayload.payload`);
  const isElsewhere = valuesSetAt(target, `${path}.s3.uri`).length > 0;
  const inline = payloads.flatMap((text) =>
    text === UNKNOWN ? [UNKNOWN] : valuesAt({ api: parsedJson(text) }, "api.servers[].url"),
  );
  return isElsewhere ? [...inline, UNKNOWN] : inline;
}

/** Integrations by HTTP in the definition of an API. Text that is no JSON is read by apigateway-route-is-authorised. */
function integrationsOf(api: ResourceRecord): readonly unknown[] {
  if (!isSet(api, "body") || api.props.body === UNKNOWN) return [];
  const paths = valueAt(parsedJson(api.props.body), "paths");
  const operations = isObject(paths)
    ? Object.values(paths).flatMap((item) => (isObject(item) ? Object.values(item) : []))
    : [];
  return operations
    .flatMap((operation) => listOf(isObject(operation) ? operation["x-amazon-apigateway-integration"] : undefined))
    .filter(isObject)
    .filter(({ type, connectionType }) => /^http/i.test(textOf(type)) && connectionType !== "VPC_LINK")
    .map(({ uri }) => uri);
}
