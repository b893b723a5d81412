import { isSet, valuesSetAt } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { readDocument } from "../../../readers/iam/document";
import { canPerform, type NamedPolicy } from "../../../readers/iam/evaluate";
import { openApiOf } from "./open-api";

const METHOD = "aws:apigateway/method:Method";
const REST_API = "aws:apigateway/restApi:RestApi";
const API_POLICY = "aws:apigateway/restApiPolicy:RestApiPolicy";
const ROUTE = "aws:apigatewayv2/route:Route";
const HTTP_API = "aws:apigatewayv2/api:Api";
/** Where CloudFormation's APIs say that their definition is an object in a bucket. */
const ELSEWHERE = "bodyS3Location";

/** See why.md. */
export const rule: Rule = {
  id: "apigateway-route-is-authorised",
  layer: "network",
  family: "private-egress",
  severity: "critical",
  cures: [REST_API, API_POLICY],
  causes: [REST_API],
  title: "An API on the internet asks who calls",
  scope: "stack",
  types: [METHOD, REST_API, ROUTE, HTTP_API],

  judge: hygiene((route, estate): Verdict => {
    if (route.type === REST_API || (route.type === HTTP_API && isSet(route, "body"))) return judgeApi(route, estate);
    if (isPreflight(route)) return { outcome: "not-applicable", reason: "browsers ask before they send credentials" };
    if (route.type === HTTP_API && route.props.target === undefined) {
      return { outcome: "not-applicable", reason: "its routes are judged themselves" };
    }
    if (route.type === ROUTE && isLaterInConversation(route, estate)) {
      return { outcome: "not-applicable", reason: "a web socket asks who calls when it connects" };
    }
    const authorised = isAuthorised(route);
    const open = authorised === true ? false : route.type === METHOD ? isPublicMethod(route, estate) : true;
    if (open === false) return { outcome: "pass" };
    if (open === UNKNOWN || authorised === UNKNOWN)
      return { outcome: "undetermined", reason: "who may call is not known yet" };
    const verdict = answersEverybody(route, "answers everybody on the internet");
    // It is another message of a web socket once that, and its $connect, are registered.
    return route.props.routeKey === "$default" ? { ...verdict, cures: [ROUTE, HTTP_API] } : verdict;
  }),
};

/** An API whose methods and routes stand in its own definition. */
function judgeApi(api: ResourceRecord, estate: Estate): Verdict {
  if (isSet(api, ELSEWHERE)) return { outcome: "undetermined", reason: "its definition is an object in a bucket" };
  if (!isSet(api, "body")) return { outcome: "not-applicable", reason: "its methods are judged themselves" };
  const definition = openApiOf(api.props.body);
  if (definition === UNKNOWN)
    return { outcome: "undetermined", reason: "its body is not known yet, or cannot be read" };
  const [open, ...more] = definition.operations.filter(({ authorised }) => !authorised);
  if (!open) return { outcome: "pass" };
  const isPublic = api.type === HTTP_API || isPublicApi(api, estate, definition.policy, definition.endpointTypes);
  if (isPublic === UNKNOWN) return { outcome: "undetermined", reason: "who may call is not known yet" };
  if (!isPublic) return { outcome: "pass" };
  const others = more.length > 0 ? ` and ${more.length} more of its operations` : "";
  return answersEverybody(api, `lets everybody on the internet call ${open.label}${others}`);
}

function answersEverybody({ name, type }: ResourceRecord, what: string): Verdict & { readonly outcome: "violation" } {
  const isDefinition = type === REST_API || type === HTTP_API;
  return {
    outcome: "violation",
    found: `${name} ${what}`,
    required: "an authoriser, IAM authorization, or a private API",
    fix: isDefinition
      ? "give each operation a security scheme with x-amazon-apigateway-authorizer or x-amazon-apigateway-authtype: awsSigv4, or make the endpoint PRIVATE with a resource policy"
      : "set the authorization to AWS_IAM or to an authoriser, or make the endpoint PRIVATE with a resource policy",
  };
}

/** An API key tells usage plans apart and authorises nobody. */
function isAuthorised({ props }: ResourceRecord): boolean | Unknown {
  const authorization = props.authorization ?? props.authorizationType ?? "NONE";
  return authorization === UNKNOWN ? UNKNOWN : authorization !== "NONE";
}

function isPreflight({ props }: ResourceRecord): boolean {
  return (
    props.httpMethod === "OPTIONS" || (typeof props.routeKey === "string" && props.routeKey.startsWith("OPTIONS "))
  );
}

/**
 * Whether a route takes what is said after $connect, the one route of a web socket that can have an authoriser. HTTP APIs
 * have a $default too; of a web socket, which lets everybody connect where nothing declares $connect, it takes the messages
 * that no other route takes.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html (read 2026-11).
 */
function isLaterInConversation(route: ResourceRecord, estate: Estate): boolean {
  const key = route.props.routeKey;
  if (typeof key !== "string" || key === "$connect" || key.includes(" ")) return false;
  return key !== "$default" || asksAtConnect(route, estate);
}

/** Whether a route is of a web socket that declares what is asked first. */
function asksAtConnect(route: ResourceRecord, estate: Estate): boolean {
  const { found, complete } = estate.references(route, "apiId", [HTTP_API]);
  const [api, ...others] = found;
  if (!complete || api?.props.protocolType !== "WEBSOCKET" || others.length > 0) return false;
  return estate.referrers(api, "apiId", [ROUTE]).some(({ props }) => props.routeKey === "$connect");
}

function isPublicMethod(method: ResourceRecord, estate: Estate): boolean | Unknown {
  const { found, complete } = estate.references(method, "restApi", [REST_API]);
  const [api] = found;
  if (!api) return complete ? true : UNKNOWN;
  return isPublicApi(api, estate);
}

/** A private API is reached through endpoints only, and a resource policy may keep strangers out of any. */
function isPublicApi(
  api: ResourceRecord,
  estate: Estate,
  ownPolicy?: unknown,
  ownTypes: readonly unknown[] = [],
): boolean | Unknown {
  const declared = valuesSetAt(api, "endpointConfiguration.types").flat();
  const kinds = declared.length > 0 ? declared : ownTypes;
  if (kinds.includes("PRIVATE")) return false;
  const separate = estate.referrers(api, "restApiId", [API_POLICY]).map(({ props }) => props.policy);
  const given = [isSet(api, "policy") ? api.props.policy : ownPolicy, ...separate].filter(
    (policy) => policy !== undefined && policy !== "" && policy !== null,
  );
  if (given.length > 0) {
    const answer = canPerform(ANYBODY, {
      action: "execute-api:Invoke",
      resource: ANY_CALL,
      resourcePolicies: given.map(
        (policy): NamedPolicy => ({ name: "API policy", document: readDocument(policy) ?? UNKNOWN }),
      ),
    });
    if (answer !== "allowed") return answer === "denied" ? false : UNKNOWN;
  }
  return kinds.includes(UNKNOWN) ? UNKNOWN : true;
}

const ANYBODY = {
  identity: [],
  facts: new Map([
    ["aws:principalarn", ["anonymous"]],
    ["aws:principalaccount", []],
  ]),
};
/** A call as statements see it when they are written for every API, stage and path. */
const ANY_CALL = "arn:aws:execute-api:eu-west-1:000000000000:plinth/plinth/GET/plinth";
