import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { valueAt } from "../../core/values";

/** Application inference profiles: copies of a model or of a system profile that carry tags. */
export const APPLICATION_PROFILES = ["aws:bedrock/inferenceProfile:InferenceProfile"];

/** Resources that name a model, and where. */
const MODEL_PATHS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(APPLICATION_PROFILES.map((type) => [type, "modelSource.copyFrom"])),
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase":
    "knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.embeddingModelArn",
  "aws:bedrock/agentAgent:AgentAgent": "foundationModel",
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": "model.bedrockModelConfig.modelId",
  "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput": "modelArn",
  "aws:bedrock/customModel:CustomModel": "baseModelIdentifier",
  "aws:bedrockmodel/invocationJob:InvocationJob": "modelId",
};

export const MODEL_USERS: readonly string[] = Object.keys(MODEL_PATHS);

/** The id or ARN of the model that a resource names; undefined if it names none. */
export function modelNamedBy({ type, props }: ResourceRecord): string | undefined | typeof UNKNOWN {
  const value = valueAt(props, MODEL_PATHS[type] ?? "");
  return value === UNKNOWN || typeof value === "string" ? value : undefined;
}
