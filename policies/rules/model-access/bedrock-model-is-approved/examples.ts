import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { attachment, inlinePolicy, role, tags } from "../../identity/example-iam";
import {
  EMBEDDING,
  EVERY_MODEL,
  granted,
  handler,
  INVOKE,
  invokes,
  knowledgeBase,
  MODEL,
  profile,
  systemProfile,
  throughProfiles,
  told,
  workflow,
} from "../example-models";

const harnessOn = (provider: string, modelId: unknown) => ({
  type: "aws:bedrock/agentcoreHarness:AgentcoreHarness",
  name: "agent",
  props: { model: { [`${provider}ModelConfig`]: { modelId } }, tags: tags("support") },
});
const harness = (modelId: unknown) => harnessOn("bedrock", modelId);

const prompt = (...modelIds: readonly unknown[]) => ({
  type: "aws:bedrock/agentPrompt:AgentPrompt",
  name: "summary",
  props: { variants: modelIds.map((modelId) => ({ name: "a", templateType: "TEXT", modelId })), tags: tags("support") },
});
const proxy = (model: string) => ({
  type: "aws:apigateway/integration:Integration",
  name: "proxy",
  props: { uri: `arn:aws:apigateway:eu-west-1:bedrock-runtime:path/model/${model}/invoke`, type: "AWS" },
});

/** An agent of `aws-native`, which may have another model for one of its steps. */
const agentWithStep = (foundationModel: string) => ({
  type: "aws-native:bedrock:Agent",
  name: "agent",
  props: {
    foundationModel: "eu.anthropic.claude-sonnet-4-6",
    promptOverrideConfiguration: { promptConfigurations: [{ promptType: "ORCHESTRATION", foundationModel }] },
    tags: tags("support"),
  },
});

const BATCH = "aws-sdk:bedrock:createModelInvocationJob";
const statement = (model: unknown) => ({
  type: "aws:redshiftdata/statement:Statement",
  name: "function",
  props: {
    sql: `CREATE EXTERNAL MODEL m FUNCTION ask IAM_ROLE DEFAULT MODEL_TYPE BEDROCK SETTINGS (MODEL_ID '${model}')`,
  },
});

/** Pods of a gateway, as LiteLLM names its models. */
const pods = (model: string) => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "gateway",
  props: { spec: { template: { spec: { containers: [{ env: [{ name: "MODEL", value: model }] }] } } } },
});

/** The configuration of a gateway, as its pods read it. */
const routes = (...params: readonly string[]) => ({
  type: "kubernetes:core/v1:ConfigMap",
  name: "gateway",
  props: {
    data: {
      "config.yaml": [
        "model_list:",
        "  - model_name: chat",
        "    litellm_params:",
        ...params.map((line) => `      ${line}`),
      ].join("\n"),
    },
  },
});

const OTHER = "meta.llama3-1-70b-instruct-v1:0";
/** Places at which only some kinds of resource name a model. */
const named = (modelId: string): readonly (readonly [title: string, type: string, props: object])[] => [
  [
    "the judge of an evaluation",
    "aws:bedrock/evaluationJob:EvaluationJob",
    {
      evaluationConfig: {
        automated: { evaluatorModelConfig: { bedrockEvaluatorModel: { modelIdentifier: modelId } } },
      },
    },
  ],
  [
    "a step of an agent",
    "aws:bedrock/agentAgent:AgentAgent",
    {
      foundationModel: "eu.anthropic.claude-sonnet-4-6",
      promptOverrideConfigurations: [{ promptConfigurations: [{ foundationModel: modelId }] }],
    },
  ],
  [
    "the enrichment of a data source",
    "aws-native:bedrock:DataSource",
    {
      vectorIngestionConfiguration: {
        contextEnrichmentConfiguration: { bedrockFoundationModelConfiguration: { modelArn: modelId } },
      },
    },
  ],
  [
    "a strategy of a memory",
    "aws-native:bedrockagentcore:Memory",
    {
      memoryStrategies: [
        { customMemoryStrategy: { configuration: { semanticOverride: { extraction: { modelId } } } } },
      ],
    },
  ],
  [
    "an intent of a bot",
    "aws-native:lex:Bot",
    {
      botLocales: [{ intents: [{ qnAIntentConfiguration: { bedrockModelConfiguration: { modelArn: modelId } } }] }],
    },
  ],
];

export const examples: RuleExample[] = [
  {
    title: "a gateway that routes to another provider",
    resources: [routes("model: openai/gpt-4o"), handler],
    outcome: "violation",
  },
  {
    title: "near miss: a gateway in a program that has nothing to do with models of AWS",
    resources: [routes("model: openai/gpt-4o")],
    outcome: "not-applicable",
  },
  {
    title: "a gateway that routes to a model of the catalogue",
    resources: [routes("model: bedrock/converse/eu.anthropic.claude-sonnet-4-6"), handler],
    outcome: "pass",
  },
  {
    title: "near miss: a gateway that routes to a model of the workload's own",
    resources: [routes("model: openai/assistant", "api_base: http://vllm.models.svc:8000/v1"), handler],
    outcome: "not-applicable",
  },
  {
    title: "code that is told another model",
    resources: [told("mistral.mistral-large-2402-v1:0")],
    outcome: "violation",
  },
  {
    title: "code that is told a model of the catalogue",
    resources: [told("eu.anthropic.claude-sonnet-4-6")],
    outcome: "pass",
  },
  {
    title: "near miss: code that is told the catalogue's own name of a model",
    resources: [told("anthropic.claude-sonnet-4-5")],
    outcome: "not-applicable",
  },
  {
    title: "pods that are told another model",
    resources: [pods("bedrock/meta.llama3-70b-instruct-v1:0"), handler],
    outcome: "violation",
  },
  {
    title: "an agent on a model of another provider",
    resources: [harnessOn("gemini", "gemini-2.5-pro")],
    outcome: "violation",
  },
  {
    title: "near miss: an agent that reaches Bedrock through LiteLLM",
    resources: [harnessOn("litellm", "bedrock/eu.anthropic.claude-sonnet-4-6")],
    outcome: "pass",
  },
  {
    title: "an agent that takes another model for one of its steps",
    resources: [agentWithStep("cohere.command-r-plus-v1:0")],
    outcome: "violation",
  },
  {
    title: "an agent whose steps have models of the catalogue",
    resources: [agentWithStep("eu.anthropic.claude-haiku-4-5-20251001-v1:0")],
    outcome: "pass",
  },
  ...named(OTHER).map(
    ([title, type, props]): RuleExample => ({
      title: `${title}, by a model outside of the catalogue`,
      resources: [{ type, name: "user", props: { ...props, tags: tags("support") } }],
      outcome: "violation",
    }),
  ),
  ...named("eu.anthropic.claude-sonnet-4-6").map(
    ([title, type, props]): RuleExample => ({
      title: `${title}, by a model of the catalogue`,
      resources: [{ type, name: "user", props: { ...props, tags: tags("support") } }],
      outcome: "pass",
    }),
  ),
  { title: "a role for models of the catalogue", resources: granted(invokes([MODEL, EMBEDDING])), outcome: "pass" },
  {
    title: "every version of one model of the catalogue",
    resources: granted(invokes("arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5*")),
    outcome: "pass",
  },
  {
    title: "whatever is behind the account's own profiles",
    resources: granted(invokes(EVERY_MODEL, throughProfiles)),
    outcome: "pass",
  },
  {
    title: "a profile of a model of the catalogue",
    resources: [profile(systemProfile("eu.anthropic.claude-sonnet-4-6"))],
    outcome: "pass",
  },
  { title: "a knowledge base's embedding model", resources: [knowledgeBase(EMBEDDING)], outcome: "pass" },
  { title: "an agent by a profile's id", resources: [harness("eu.anthropic.claude-sonnet-4-6")], outcome: "pass" },
  {
    title: "a prompt for a model of the catalogue",
    resources: [prompt("eu.anthropic.claude-sonnet-4-6")],
    outcome: "pass",
  },
  {
    title: "one variant of a prompt for another model",
    resources: [prompt("eu.anthropic.claude-sonnet-4-6", "deepseek.r1-v1:0")],
    outcome: "violation",
  },
  { title: "an API in front of another model", resources: [proxy("deepseek.r1-v1%3A0")], outcome: "violation" },
  { title: "an API that takes the model from the request", resources: [proxy("{model}")], outcome: "undetermined" },
  {
    title: "a role for a model that nobody approved",
    resources: granted(invokes("arn:aws:bedrock:eu-west-1::foundation-model/meta.llama3-70b-instruct-v1:0")),
    outcome: "violation",
  },
  {
    title: "a role for every model of a provider",
    resources: granted(invokes("arn:aws:bedrock:eu-west-1::foundation-model/anthropic.*")),
    outcome: "violation",
  },
  {
    title: "a role with AWS's full access policy",
    resources: [handler, attachment("support-handler", "arn:aws:iam::aws:policy/AmazonBedrockFullAccess")],
    outcome: "violation",
  },
  {
    title: "a profile of a model that nobody approved",
    resources: [profile(systemProfile("eu.meta.llama3-2-3b-instruct-v1:0"))],
    outcome: "violation",
  },
  {
    title: "a knowledge base with another embedding model",
    resources: [knowledgeBase("arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v1")],
    outcome: "violation",
  },
  ...(
    [
      [
        "has a batch answered by a model of the catalogue",
        BATCH,
        { ModelId: "eu.anthropic.claude-sonnet-4-6" },
        "pass",
      ],
      ["has a batch answered by another model", BATCH, { ModelId: "deepseek.r1-v1:0" }, "violation"],
      ["has a batch answered by what its input names", BATCH, { "ModelId.$": "$.model" }, "undetermined"],
      [
        "tunes another model",
        "bedrock:createModelCustomizationJob.sync",
        { BaseModelIdentifier: "amazon.titan-text-express-v1" },
        "violation",
      ],
      [
        "buys throughput of another model",
        "aws-sdk:bedrock:createProvisionedModelThroughput",
        { ModelId: "meta.llama3-70b-instruct-v1:0" },
        "violation",
      ],
      ["asks another model", "bedrock:invokeModel", { ModelId: "deepseek.r1-v1:0" }, "violation"],
      ["imports a model", "aws-sdk:bedrock:createModelImportJob", { ImportedModelName: "own" }, "undetermined"],
      ["names no model", "sqs:sendMessage", { MessageBody: "done" }, "not-applicable"],
    ] as const
  ).map(([what, integration, parameters, outcome]) => ({
    title: `a workflow that ${what}`,
    resources: [workflow(integration, parameters), handler],
    outcome,
  })),
  {
    title: "a function of SQL by a model of the catalogue",
    resources: [statement("anthropic.claude-sonnet-4-6"), handler],
    outcome: "pass",
  },
  {
    title: "a function of SQL by another model",
    resources: [statement("anthropic.claude-v2:1"), handler],
    outcome: "violation",
  },
  { title: "an agent with another model", resources: [harness("openai.gpt-oss-120b-1:0")], outcome: "violation" },
  {
    title: "a region that the standard does not have",
    resources: [profile(systemProfile("eu.anthropic.claude-sonnet-4-6"), { region: "us-east-1" })],
    outcome: "violation",
  },
  { title: "a model that is not known yet", resources: [profile(UNKNOWN)], outcome: "undetermined" },
  {
    title: "models of a role that are not known yet",
    resources: [
      handler,
      inlinePolicy("support-handler", { Statement: [{ Effect: "Allow", Action: INVOKE, Resource: [UNKNOWN] }] }),
    ],
    outcome: "undetermined",
  },
  {
    title: "an agent that goes through an application profile",
    resources: [harness("arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/a1b2c3")],
    outcome: "not-applicable",
  },
  { title: "a role without policies", resources: [role("site", { tags: tags("support") })], outcome: "not-applicable" },
];
