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
const socket = { type: "aws:apigatewayv2/api:Api", name: "socket", props: { protocolType: "WEBSOCKET" } };
const policy = (statement: Record<string, unknown>) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "execute-api:Invoke", Resource: "*", ...statement }],
  });
/** A REST API whose operations stand in its body. */
const defined = (operation: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  api({ body: JSON.stringify({ openapi: "3.0.1", paths: { "/ask": { post: operation, options: {} } }, ...more }) });
const signed = { type: "apiKey", name: "Authorization", in: "header", "x-amazon-apigateway-authtype": "awsSigv4" };
const schemes = {
  components: { securitySchemes: { iam: signed, key: { type: "apiKey", name: "x-api-key", in: "header" } } },
};
const inYaml = (security: string) => `openapi: "3.0.1"
paths:
  /ask:
    post:
      security: ${security}
securityDefinitions:
  users: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: { type: cognito_user_pools } }
`;
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
  {
    title: "what no other route of a web socket takes, after it was asked who connects",
    resources: [
      { ...route("$default", "NONE"), refersTo: { apiId: "socket" } },
      { ...route("$connect", "AWS_IAM"), name: "connect", refersTo: { apiId: "socket" } },
      socket,
      model,
    ],
    outcome: "not-applicable",
  },
  {
    title: "what no other route of a web socket takes that asks nobody who connects",
    resources: [{ ...route("$default", "NONE"), refersTo: { apiId: "socket" } }, socket, model],
    outcome: "violation",
  },
  {
    title: "near miss: what no other route of an HTTP API takes",
    resources: [
      { ...route("$default", "NONE"), refersTo: { apiId: "http" } },
      { type: "aws:apigatewayv2/api:Api", name: "http", props: { protocolType: "HTTP" } },
      model,
    ],
    outcome: "violation",
  },
  { title: "a later message of a web socket", resources: [route("say", "NONE"), model], outcome: "not-applicable" },
  { title: "a definition whose operation asks nobody", resources: [defined({}), model], outcome: "violation" },
  {
    title: "a definition whose operation asks for a signature",
    resources: [defined({ security: [{ iam: [] }] }, schemes), model],
    outcome: "pass",
  },
  {
    title: "a definition that asks for a signature everywhere",
    resources: [defined({}, { ...schemes, security: [{ iam: [] }] }), model],
    outcome: "pass",
  },
  {
    title: "a definition whose operation takes a key or a signature",
    resources: [defined({ security: [{ iam: [] }, { key: [] }] }, schemes), model],
    outcome: "violation",
  },
  {
    title: "a definition whose operation wants to be signed in its own extension",
    resources: [defined({ "x-amazon-apigateway-auth": { type: "AWS_IAM" } }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a definition that asks nobody, of a private API",
    resources: [defined({}, { "x-amazon-apigateway-endpoint-configuration": { types: ["PRIVATE"] } }), model],
    outcome: "pass",
  },
  {
    title: "near miss: a definition that asks nobody, with a policy for one account",
    resources: [
      defined({}, { "x-amazon-apigateway-policy": JSON.parse(policy({ Principal: { AWS: "111122223333" } })) }),
      model,
    ],
    outcome: "pass",
  },
  {
    title: "a definition in YAML for a user pool",
    resources: [api({ body: inYaml("[{ users: [] }]") }), model],
    outcome: "pass",
  },
  {
    title: "a definition in YAML for everybody",
    resources: [api({ body: inYaml("[]") }), model],
    outcome: "violation",
  },
  {
    title: "an HTTP API whose definition asks nobody",
    resources: [
      {
        type: "aws:apigatewayv2/api:Api",
        name: "api",
        props: { protocolType: "HTTP", body: JSON.stringify({ paths: { "/ask": { get: {} } } }) },
      },
      model,
    ],
    outcome: "violation",
  },
  { title: "a definition that is not one", resources: [api({ body: "{ paths: [" }), model], outcome: "undetermined" },
  {
    title: "a definition in a bucket",
    resources: [api({ bodyS3Location: { bucket: "b" } }), model],
    outcome: "undetermined",
  },
  { title: "an API whose methods stand beside it", resources: [api(regional), model], outcome: "not-applicable" },
];
