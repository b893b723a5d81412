/**
 * Every route to a model's answer. Converse, batch, agents, flows, knowledge bases, AgentCore, SageMaker endpoints and
 * the planes beside `bedrock-runtime` each have an action of their own, so a control that names only
 * `bedrock:InvokeModel` is walked around. Wildcards where AWS adds variants (streams, asynchronous and bidirectional
 * calls). Sources, read 2026-11:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_claudeplatformonaws.html.
 */
export const INVOCATION_ACTIONS: readonly string[] = [
  "aws-external-anthropic:*",
  "bedrock-agentcore:Invoke*",
  "bedrock-mantle:*",
  "bedrock:CallWithBearerToken",
  "bedrock:CreateEvaluationJob",
  "bedrock:CreateModelInvocationJob",
  "bedrock:GenerateQuery",
  "bedrock:Invoke*",
  "bedrock:OptimizePrompt",
  "bedrock:Rerank",
  "bedrock:Retrieve*",
  "bedrock:StartFlowExecution",
  "sagemaker:InvokeEndpoint*",
];

/** Direct inference on `bedrock-runtime`: what a model, a profile or a batch job is named in. */
export const DIRECT_INFERENCE: readonly string[] = ["bedrock:CreateModelInvocationJob", "bedrock:InvokeModel*"];

/** Inference outside `bedrock-runtime`: neither recorded by model invocation logging nor in the model catalogue. */
export const OTHER_PLANES: readonly string[] = ["aws-external-anthropic:*", "bedrock-mantle:*"];
