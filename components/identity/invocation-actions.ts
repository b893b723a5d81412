/**
 * Every route to a model's answer. Converse, batch, agents, flows, knowledge bases, evaluations, AgentCore, SageMaker
 * endpoints and the planes beside `bedrock-runtime` are not all authorised by `bedrock:InvokeModel`, so a control that
 * names only that is walked around. Wildcards stand where AWS adds variants (streams, asynchronous and bidirectional
 * calls). Names: the Service Authorization Reference, above all
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

/** Direct inference on `bedrock-runtime`, on what a request names: a model, a profile or a batch job. */
export const DIRECT_INFERENCE: readonly string[] = ["bedrock:CreateModelInvocationJob", "bedrock:InvokeModel*"];

/** Inference outside `bedrock-runtime`: neither recorded by model invocation logging nor in the model catalogue. */
export const OTHER_PLANES: readonly string[] = ["aws-external-anthropic:*", "bedrock-mantle:*"];
