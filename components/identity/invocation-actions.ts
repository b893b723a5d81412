/**
 * Every IAM action that returns a model's answer. `bedrock:InvokeModel` alone does not cover Converse in batch, agents,
 * flows, knowledge bases, evaluations, AgentCore, SageMaker endpoints and the endpoints other than `bedrock-runtime`,
 * so a policy that names only that action can be bypassed. Wildcards cover variants that AWS adds: streams,
 * asynchronous and bidirectional calls. Names: the Service Authorization Reference, above all
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html and
 * https://platform.claude.com/docs/en/api/claude-platform-on-aws-iam-actions (read 2026-11).
 */
export const INVOCATION_ACTIONS: readonly string[] = [
  "aws-external-anthropic:*",
  "bedrock-agentcore:Evaluate",
  "bedrock-agentcore:Invoke*",
  "bedrock-agentcore:StartBatchEvaluation",
  "bedrock-mantle:*",
  "bedrock:AgenticRetrieve*",
  "bedrock:CallWithBearerToken",
  "bedrock:CreateAdvancedPromptOptimizationJob",
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

/**
 * Inference through `bedrock-runtime`. These actions are authorised on the requested model, inference profile or batch
 * job.
 */
export const DIRECT_INFERENCE: readonly string[] = ["bedrock:CreateModelInvocationJob", "bedrock:InvokeModel*"];

/**
 * Inference outside `bedrock-runtime`, which neither model invocation logging nor the standard's model catalogue
 * covers.
 */
export const UNLOGGED_INFERENCE: readonly string[] = ["aws-external-anthropic:*", "bedrock-mantle:*"];
