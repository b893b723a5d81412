import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, document, inlinePolicy, lambda, role } from "../../identity/example-iam";
import { INVOKE, MODEL } from "../../model-access/example-models";

type Resource = RuleExample["resources"][number];

const answer = (name = "chat"): readonly [Resource, Resource] => [
  lambda(name, "answer-role", { name, invokeArn: "arn:aws:apigateway:eu-west-1:lambda:path/x" }),
  role("answer-role"),
];
const may = (...actions: readonly string[]) => inlinePolicy("answer-role", document(allow(actions, MODEL)));
const url = (invokeMode: unknown, name = "chat"): Resource => ({
  type: "aws:lambda/functionUrl:FunctionUrl",
  name: "url",
  props: { authorizationType: "AWS_IAM", invokeMode },
  refersTo: { functionName: name },
});
const rest = (props: object = {}, name = "chat"): Resource => ({
  type: "aws:apigateway/integration:Integration",
  name: "integration",
  props: { type: "AWS_PROXY", ...props },
  refersTo: { uri: name },
});
const restTo = (functionName: string, action: string, props: object = {}): Resource => ({
  type: "aws:apigateway/integration:Integration",
  name: "integration",
  props: {
    uri: `arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/arn:aws:lambda:eu-west-1:210987654321:function:${functionName}/${action}`,
    ...props,
  },
});
const http = (protocolType: string, name = "chat"): readonly Resource[] => [
  {
    type: "aws:apigatewayv2/integration:Integration",
    name: "integration",
    props: {},
    refersTo: { integrationUri: name, apiId: "api" },
  },
  { type: "aws:apigatewayv2/api:Api", name: "api", props: { protocolType } },
];
const route: Resource = {
  type: "aws:apigatewayv2/route:Route",
  name: "route",
  props: { routeKey: "POST /conversations" },
  refersTo: { target: "integration" },
};

export const examples: RuleExample[] = [
  {
    title: "a function whose role may do what is not known yet",
    resources: [
      ...answer(),
      inlinePolicy("answer-role", UNKNOWN),
      rest(),
      { type: "aws:bedrock/guardrail:Guardrail", name: "guardrail", props: {} },
    ],
    outcome: "undetermined",
  },
  {
    title: "a REST API that streams",
    resources: [...answer(), may(...INVOKE), rest({ responseTransferMode: "STREAM" })],
    outcome: "pass",
  },
  {
    title: "a REST API that streams, by the function's ARN",
    resources: [
      ...answer(),
      may(...INVOKE),
      restTo("chat", "response-streaming-invocations", { responseTransferMode: "STREAM" }),
    ],
    outcome: "pass",
  },
  {
    title: "a function URL that streams",
    resources: [...answer(), may(...INVOKE), url("RESPONSE_STREAM")],
    outcome: "pass",
  },
  { title: "a web socket", resources: [...answer(), may(...INVOKE), ...http("WEBSOCKET")], outcome: "pass" },
  { title: "a REST API that waits", resources: [...answer(), may(...INVOKE), rest()], outcome: "violation" },
  {
    title: "an HTTP API, which cannot stream",
    resources: [...answer(), may(...INVOKE), ...http("HTTP")],
    outcome: "violation",
  },
  {
    title: "a function URL that waits",
    resources: [...answer(), may(...INVOKE), url("BUFFERED")],
    outcome: "violation",
  },
  {
    title: "a model that is invoked without a stream",
    resources: [...answer(), may("bedrock:InvokeModel"), rest({ responseTransferMode: "STREAM" })],
    outcome: "violation",
  },
  {
    title: "a conversation by its route",
    resources: [...answer("support"), may(...INVOKE), ...http("HTTP", "support"), route],
    outcome: "violation",
  },
  {
    title: "a conversation by what is remembered",
    resources: [
      ...answer("support"),
      inlinePolicy(
        "answer-role",
        document(
          allow(INVOKE, MODEL),
          allow("bedrock-agentcore:CreateEvent", "arn:aws:bedrock-agentcore:*:*:memory/m"),
        ),
      ),
      url("BUFFERED", "support"),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: no conversation",
    resources: [...answer("classify"), may(...INVOKE), rest({}, "classify")],
    outcome: "not-applicable",
  },
  {
    title: "near miss: a conversation that no model takes part in",
    resources: [...answer(), inlinePolicy("answer-role", document(allow("bedrock:ListFoundationModels", "*"))), rest()],
    outcome: "not-applicable",
  },
  { title: "a function of a queue", resources: [...answer(), may(...INVOKE)], outcome: "not-applicable" },
  {
    title: "a transfer mode that is not known yet",
    resources: [...answer(), may(...INVOKE), rest({ responseTransferMode: UNKNOWN })],
    outcome: "undetermined",
  },
];
