import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { textOf, valuesAt } from "../../core/values";

/** Application inference profiles: copies of a model or of a system profile that carry tags. */
export const APPLICATION_PROFILES = ["aws:bedrock/inferenceProfile:InferenceProfile"];
/** Resources that have a model answer without code. */
export const MODEL_PROXIES: readonly string[] = ["aws:apigateway/integration:Integration"];

const NODES = ["definition.nodes[]", "definition.nodes[].configuration.loop.definition.nodes[]"];
/** What the memory of `aws-native` overrides of its built-in strategies. */
const STRATEGY_OVERRIDES = ["semanticOverride", "summaryOverride", "userPreferenceOverride", "episodicOverride"];
const INTENTS = "botLocales[].intents[]";

/** Where bots of Amazon Lex have a model answer; a bot of `aws-native` has its intents inside. */
export const LEX_MODELS: Readonly<Record<string, readonly string[]>> = {
  "aws:lex/v2modelsIntent:V2modelsIntent": ["qnaIntentConfiguration.bedrockModelConfiguration"],
  "aws:lex/v2modelsBot:V2modelsBot": [
    `${INTENTS}.qnAIntentConfiguration.bedrockModelConfiguration`,
    `${INTENTS}.bedrockAgentIntentConfiguration.bedrockAgentIntentKnowledgeBaseConfiguration.bedrockModelConfiguration`,
    "botLocales[].generativeAiSettings.runtimeSettings.slotResolutionImprovementSpecification.bedrockModelSpecification",
  ],
};

/** Where models help to build bots, and answer nobody. */
const BUILDING = "botLocales[].generativeAiSettings.buildtimeSettings";
const LEX_BUILDERS: Readonly<Record<string, readonly string[]>> = {
  "aws:lex/v2modelsBot:V2modelsBot": [
    `${BUILDING}.descriptiveBotBuilderSpecification.bedrockModelSpecification`,
    `${BUILDING}.sampleUtteranceGenerationSpecification.bedrockModelSpecification`,
  ],
};

/**
 * Resources that name models, and where: every property of `@pulumi/aws` 7.48 and of `aws-native` 1.79 whose
 * name ends in `modelId`, `modelArn`, `modelIdentifier`, `foundationModel` or `copyFrom`.
 */
const MODEL_PATHS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(APPLICATION_PROFILES.map((type) => [type, ["modelSource.copyFrom"]])),
  "aws:bedrock/agentAgent:AgentAgent": [
    "foundationModel",
    "promptOverrideConfigurations[].promptConfigurations[].foundationModel",
  ],
  "aws:bedrock/agentDataSource:AgentDataSource": [
    "vectorIngestionConfiguration.parsingConfiguration.bedrockFoundationModelConfiguration.modelArn",
    "vectorIngestionConfiguration.contextEnrichmentConfiguration.bedrockFoundationModelConfiguration.modelArn",
  ],
  "aws:bedrock/agentFlow:AgentFlow": NODES.flatMap((node) => [
    `${node}.configuration.prompt.sourceConfiguration.inline.modelId`,
    `${node}.configuration.knowledgeBase.modelId`,
    `${node}.configuration.knowledgeBase.rerankingConfiguration.bedrockRerankingConfiguration.modelConfiguration.modelArn`,
  ]),
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": [
    "knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.embeddingModelArn",
    "knowledgeBaseConfiguration.managedKnowledgeBaseConfiguration.embeddingModelArn",
  ],
  "aws:bedrock/agentPrompt:AgentPrompt": ["variants[].modelId"],
  "aws:bedrock/agentcoreEvaluator:AgentcoreEvaluator": [
    "evaluatorConfig.llmAsAJudge.modelConfig.bedrockEvaluatorModelConfig.modelId",
  ],
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": ["bedrock", "openai", "gemini", "litellm"].map(
    (provider) => `model.${provider}ModelConfig.modelId`,
  ),
  "aws:bedrock/agentcoreMemory:AgentcoreMemory": STRATEGY_OVERRIDES.flatMap((override) =>
    ["extraction", "consolidation", "reflection"].map(
      (step) => `memoryStrategies[].customMemoryStrategy.configuration.${override}.${step}.modelId`,
    ),
  ),
  "aws:bedrock/agentcoreMemoryStrategy:AgentcoreMemoryStrategy": [
    "configuration.consolidation.modelId",
    "configuration.extraction.modelId",
    "configuration.reflection.modelId",
  ],
  "aws:bedrock/customModel:CustomModel": ["baseModelIdentifier"],
  "aws:bedrock/evaluationJob:EvaluationJob": [
    "inferenceConfig.models[].bedrockModel.modelIdentifier",
    "inferenceConfig.ragConfig.knowledgeBaseConfig.retrieveAndGenerateConfig.modelArn",
    "evaluationConfig.automated.evaluatorModelConfig.bedrockEvaluatorModel.modelIdentifier",
    "evaluationConfig.automated.customMetricConfig.evaluatorModelConfig.bedrockEvaluatorModel.modelIdentifier",
  ],
  "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput": ["modelArn"],
  "aws:bedrockfoundation/modelAgreement:ModelAgreement": ["modelId"],
  "aws:bedrockmodel/invocationJob:InvocationJob": ["modelId"],
  ...Object.fromEntries(
    Object.entries(LEX_MODELS).map(([type, paths]) => [
      type,
      [...paths, ...(LEX_BUILDERS[type] ?? [])].map((at) => `${at}.modelArn`),
    ]),
  ),
  "aws-native:wisdom:AiPrompt": ["modelId"],
  "aws-native:bedrock:IntelligentPromptRouter": ["fallbackModel.modelArn", "models[].modelArn"],
};

/** The path of an API that has Bedrock answer by itself: `…:bedrock-runtime:path/model/<id>/invoke`. */
const PROXIED_MODEL = /:(?:runtime\.bedrock|bedrock-runtime):path\/model\/([^/]+)\//;

/** How LiteLLM writes a model of Bedrock (https://docs.litellm.ai/docs/providers/bedrock, read 2026-11). */
const LITELLM_PREFIX = /^bedrock\/(converse\/|invoke\/)?/;

export const MODEL_USERS: readonly string[] = [...Object.keys(MODEL_PATHS), ...MODEL_PROXIES];

/** The ids or ARNs of the models that a resource names; UNKNOWN where one is not known yet. */
export function modelsNamedBy({ type, props }: ResourceRecord): readonly (string | Unknown)[] {
  if (MODEL_PROXIES.includes(type)) return proxiedModels(props.uri);
  return (MODEL_PATHS[type] ?? [])
    .flatMap((path) => valuesAt(props, path))
    .filter((value) => value === UNKNOWN || typeof value === "string")
    .map((value) => (value === UNKNOWN ? value : withoutLitellmPrefix(value)));
}

/** A model's id as Bedrock has it, where LiteLLM's names for models are possible. */
export function withoutLitellmPrefix(name: string): string {
  return name.replace(LITELLM_PREFIX, "");
}

/** The one model that a resource is about; undefined if it names none. */
export function modelNamedBy(resource: ResourceRecord): string | Unknown | undefined {
  return modelsNamedBy(resource)[0];
}

/** A path that takes the model's name from the request names any model. */
function proxiedModels(uri: unknown): readonly (string | Unknown)[] {
  const model = PROXIED_MODEL.exec(textOf(uri))?.[1];
  if (model === undefined) return [];
  return [/^\{.*\}$/.test(model) ? UNKNOWN : decodeURIComponent(model)];
}
