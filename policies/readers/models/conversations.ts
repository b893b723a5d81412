import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { textOf } from "../../core/values";
import { rolesOf } from "../iam/compute-roles";
import { actionMatches, statementsOf } from "../iam/evaluate";
import { permissionsOf } from "../iam/permissions";

export const FUNCTION = "aws:lambda/function:Function";
const URL = "aws:lambda/functionUrl:FunctionUrl";
const REST_INTEGRATION = "aws:apigateway/integration:Integration";
const RESOURCE = "aws:apigateway/resource:Resource";
const HTTP_INTEGRATION = "aws:apigatewayv2/integration:Integration";
const HTTP_API = "aws:apigatewayv2/api:Api";
const ROUTE = "aws:apigatewayv2/route:Route";

/** What people say to each other; a name that holds none of it may be a conversation's all the same. */
const CONVERSATION_NAME = /chat|convers|dialogue|assistant/i;

/** Actions that keep what was said before: whoever may, takes part in a conversation. */
const MEMORY_ACTIONS = ["bedrock-agentcore:CreateEvent", "bedrock:CreateSession", "bedrock:CreateInvocation"];

/** A resource by which callers wait for a function's answer: its URL, or an integration of an API. */
export interface ApiEndpoint {
  readonly resource: ResourceRecord;
  /** Whether the answer reaches the caller as it is made. */
  readonly isStreaming: boolean | typeof UNKNOWN;
}

/**
 * The API endpoints of a function. Of the APIs only REST APIs stream; a web socket gets each part as it is ready.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html (read 2026-11).
 */
export function apiEndpointsOf(lambda: ResourceRecord, estate: Estate): readonly ApiEndpoint[] {
  const urls = estate.referrers(lambda, "functionName", [URL]).map((resource): ApiEndpoint => {
    return { resource, isStreaming: equalsKnown(resource.props.invokeMode ?? "BUFFERED", "RESPONSE_STREAM") };
  });
  const rest = integrationsOf(lambda, "uri", REST_INTEGRATION, estate).map((resource): ApiEndpoint => {
    return { resource, isStreaming: equalsKnown(resource.props.responseTransferMode ?? "BUFFERED", "STREAM") };
  });
  const http = integrationsOf(lambda, "integrationUri", HTTP_INTEGRATION, estate).map((resource): ApiEndpoint => {
    const [api] = estate.references(resource, "apiId", [HTTP_API]).found;
    return { resource, isStreaming: api ? equalsKnown(api.props.protocolType, "WEBSOCKET") : UNKNOWN };
  });
  return [...urls, ...rest, ...http];
}

/** Whether names, or what its role may remember, say that a function takes part in a conversation. */
export function isConversation(lambda: ResourceRecord, endpoints: readonly ApiEndpoint[], estate: Estate): boolean {
  const names = [lambda, ...endpoints.flatMap(({ resource }) => [resource, ...pathsOf(resource, estate)])].flatMap(
    ({ name, props }) => [name, props.name, props.pathPart, props.routeKey],
  );
  return names.some((name) => CONVERSATION_NAME.test(textOf(name))) || allowsMemory(lambda, estate);
}

/** Where an endpoint is reached: the paths of REST APIs, the routes of the others. */
function pathsOf(endpoint: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  if (endpoint.type === REST_INTEGRATION) return estate.references(endpoint, "resourceId", [RESOURCE]).found;
  if (endpoint.type !== HTTP_INTEGRATION) return [];
  return estate.ofType(ROUTE).filter((route) => {
    if (route.edges?.target?.includes(endpoint.urn)) return true;
    return typeof endpoint.id === "string" && textOf(route.props.target).endsWith(`/${endpoint.id}`);
  });
}

function allowsMemory(lambda: ResourceRecord, estate: Estate): boolean {
  return rolesOf(lambda, estate)
    .flatMap(({ found }) => found)
    .flatMap((role) => statementsOf(permissionsOf(role, estate).identity))
    .some(
      ({ effect, actions }) =>
        effect === "Allow" &&
        !actions.negated &&
        actions.patterns.some((pattern) => pattern !== UNKNOWN && /^bedrock(-agentcore)?:[a-z]/i.test(pattern)) &&
        MEMORY_ACTIONS.some((action) => actionMatches(actions, action) === true),
    );
}

function integrationsOf(lambda: ResourceRecord, path: string, type: string, estate: Estate): readonly ResourceRecord[] {
  const byArn = integrationsByFunction(estate).get(`${type} ${textOf(lambda.props.name)}`) ?? [];
  return [...new Set([...estate.referrers(lambda, path, [type]), ...byArn])];
}

/** Integrations by type and by the name of the function in their address, which holds its ARN. */
const integrationsByFunction = memoizeByEstate((estate) => {
  const found = new Map<string, ResourceRecord[]>();
  for (const integration of estate.ofType(REST_INTEGRATION, HTTP_INTEGRATION)) {
    const address = textOf(integration.props.uri ?? integration.props.integrationUri);
    const name = /:function:([^:/]+)/.exec(address)?.[1];
    if (name === undefined) continue;
    const key = `${integration.type} ${name}`;
    found.set(key, [...(found.get(key) ?? []), integration]);
  }
  return found;
});

function equalsKnown(value: unknown, wanted: string): boolean | typeof UNKNOWN {
  return value === UNKNOWN ? UNKNOWN : value === wanted;
}
