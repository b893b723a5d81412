import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const method = (authorization: unknown, httpMethod = "POST") => ({
  type: "aws:apigateway/method:Method",
  name: "ask",
  props: { authorization, httpMethod },
  refersTo: { restApi: "api" },
});
const api = (props: Record<string, unknown>) => ({ type: "aws:apigateway/restApi:RestApi", name: "api", props });
const route = (routeKey: string, authorizationType?: unknown) => ({
  type: "aws:apigatewayv2/route:Route",
  name: "ask",
  props: { routeKey, ...(authorizationType === undefined ? {} : { authorizationType }) },
});
const policy = (statement: Record<string, unknown>) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*", ...statement }],
  });
const regional = { endpointConfiguration: { types: "REGIONAL" } };

export const examples: RuleExample[] = [
  { title: "IAM authorization", resources: [method("AWS_IAM"), api(regional), model], outcome: "pass" },
  { title: "nobody is asked", resources: [method("NONE"), api(regional), model], outcome: "violation" },
  {
    title: "a private API",
    resources: [method("NONE"), api({ endpointConfiguration: { types: "PRIVATE" } }), model],
    outcome: "pass",
  },
  {
    title: "a resource policy for one account",
    resources: [method("NONE"), api({ ...regional, policy: policy({ Principal: { AWS: "111122223333" } }) }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a resource policy for everybody",
    resources: [method("NONE"), api({ ...regional, policy: policy({ Principal: "*" }) }), model],
    outcome: "violation",
  },
  { title: "a route with an authoriser", resources: [route("POST /ask", "JWT"), model], outcome: "pass" },
  { title: "a route that says nothing", resources: [route("POST /ask"), model], outcome: "violation" },
  { title: "a route that is not known yet", resources: [route("POST /ask", UNKNOWN), model], outcome: "undetermined" },
  { title: "a web socket that asks nobody", resources: [route("$connect", "NONE"), model], outcome: "violation" },
  {
    title: "an API made of one target",
    resources: [
      { type: "aws:apigatewayv2/api:Api", name: "quick", props: { protocolType: "HTTP", target: "arn" } },
      model,
    ],
    outcome: "violation",
  },
  { title: "a program that has nothing to do with models", resources: [route("GET /")], outcome: "violation" },
  {
    title: "a preflight request",
    resources: [method("NONE", "OPTIONS"), api(regional), model],
    outcome: "not-applicable",
  },
  { title: "a later message of a web socket", resources: [route("say", "NONE"), model], outcome: "not-applicable" },
];
