import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { valuesAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { readDocument } from "../../../readers/iam/document";
import { canPerform, type NamedPolicy } from "../../../readers/iam/evaluate";

const METHOD = "aws:apigateway/method:Method";
const REST_API = "aws:apigateway/restApi:RestApi";
const API_POLICY = "aws:apigateway/restApiPolicy:RestApiPolicy";
const ROUTE = "aws:apigatewayv2/route:Route";
const HTTP_API = "aws:apigatewayv2/api:Api";

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
  types: [METHOD, ROUTE, HTTP_API],

  judge: hygiene((route, estate): Verdict => {
    if (isPreflight(route)) return { outcome: "not-applicable", reason: "browsers ask before they send credentials" };
    if (route.type === HTTP_API && route.props.target === undefined) {
      return { outcome: "not-applicable", reason: "its routes are judged themselves" };
    }
    if (route.type === ROUTE && isLaterInConversation(route)) {
      return { outcome: "not-applicable", reason: "a web socket asks who calls when it connects" };
    }
    const authorised = isAuthorised(route);
    const open = authorised === true ? false : route.type === METHOD ? isPublic(route, estate) : true;
    if (open === false) return { outcome: "pass" };
    if (open === UNKNOWN || authorised === UNKNOWN)
      return { outcome: "undetermined", reason: "who may call is not known yet" };
    return {
      outcome: "violation",
      found: `${route.name} answers everybody on the internet`,
      required: "an authoriser, IAM authorization, or a private API",
      fix: "set the authorization to AWS_IAM or to an authoriser, or make the endpoint PRIVATE with a resource policy",
    };
  }),
};

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

/** Of a web socket's routes only $connect can have an authoriser; routes of HTTP APIs begin with a method. */
function isLaterInConversation({ props }: ResourceRecord): boolean {
  const key = props.routeKey;
  return typeof key === "string" && key !== "$connect" && key !== "$default" && !key.includes(" ");
}

/** A private API is reached through endpoints only, and a resource policy may keep strangers out of any. */
function isPublic(method: ResourceRecord, estate: Estate): boolean | Unknown {
  const { found, complete } = estate.references(method, "restApi", [REST_API]);
  const [api] = found;
  if (!api) return complete ? true : UNKNOWN;
  const kinds = valuesAt(api.props, "endpointConfiguration.types");
  if (kinds.flat().includes("PRIVATE")) return false;
  const policies = [
    api.props.policy,
    ...estate.referrers(api, "restApiId", [API_POLICY]).map(({ props }) => props.policy),
  ];
  const given = policies.filter((policy) => policy !== undefined && policy !== "" && policy !== null);
  if (given.length > 0) {
    const resourcePolicies = given.map(
      (policy): NamedPolicy => ({ name: "API policy", document: readDocument(policy) ?? UNKNOWN }),
    );
    const answer = canPerform(
      {
        identity: [],
        facts: new Map([
          ["aws:principalarn", ["anonymous"]],
          ["aws:principalaccount", []],
        ]),
      },
      { action: "execute-api:Invoke", resource: ANY_CALL, resourcePolicies },
    );
    if (answer !== "allowed") return answer === "denied" ? false : UNKNOWN;
  }
  return kinds.flat().includes(UNKNOWN) ? UNKNOWN : true;
}

/** A call as statements see it when they are written for every API, stage and path. */
const ANY_CALL = "arn:aws:execute-api:eu-west-1:000000000000:plinth/plinth/GET/plinth";
