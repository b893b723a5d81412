import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { EMBEDDING, MODEL } from "../example-models";

type Resource = RuleExample["resources"][number];

const guardrail = { guardrailIdentifier: "a1b2c3", guardrailVersion: "1" };
const agent = (props: object = {}): Resource => ({
  type: "aws:bedrock/agentAgent:AgentAgent",
  name: "agent",
  props: { foundationModel: MODEL, ...props },
});
const flow = (...configurations: readonly unknown[]): Resource => ({
  type: "aws:bedrock/agentFlow:AgentFlow",
  name: "flow",
  props: { definition: { nodes: configurations.map((configuration, i) => ({ name: `node-${i}`, configuration })) } },
});
const prompt = (more: object = {}) => ({ prompt: { sourceConfiguration: { inline: { modelId: MODEL } }, ...more } });
const machine = (integration: string, Parameters: object, type = "aws:sfn/stateMachine:StateMachine"): Resource => {
  const definition = JSON.stringify({
    States: { Ask: { Type: "Task", Resource: `arn:aws:states:::${integration}`, Parameters, End: true } },
  });
  return {
    type,
    name: "machine",
    props: type.startsWith("aws-native") ? { definitionString: definition } : { definition },
  };
};

const proxy = (props: object = {}): Resource => ({
  type: "aws:apigateway/integration:Integration",
  name: "proxy",
  props: {
    uri: "arn:aws:apigateway:eu-west-1:bedrock-runtime:path/model/eu.anthropic.claude-sonnet-4-6/invoke",
    ...props,
  },
});

const schedule = (operation: string, input: unknown): Resource => ({
  type: "aws:scheduler/schedule:Schedule",
  name: "digest",
  props: { target: { arn: `arn:aws:scheduler:::aws-sdk:${operation}`, input } },
});
const question = (more: object = {}) => JSON.stringify({ ModelId: MODEL, Body: "{}", ...more });
const intent = (bedrockModelConfiguration: object | undefined) => ({
  type: "aws:lex/v2modelsIntent:V2modelsIntent",
  name: "questions",
  props: { qnaIntentConfiguration: { bedrockModelConfiguration } },
});
const bot = (bedrockModelConfiguration: object) => ({
  type: "aws-native:lex:Bot",
  name: "desk",
  props: { botLocales: [{ localeId: "en_GB", intents: [{ qnAIntentConfiguration: { bedrockModelConfiguration } }] }] },
});

export const examples: RuleExample[] = [
  {
    title: "a schedule that asks a model",
    resources: [schedule("bedrockruntime:invokeModel", question())],
    outcome: "violation",
  },
  {
    title: "a schedule that names the guardrail",
    resources: [schedule("bedrockruntime:invokeModel", question({ GuardrailIdentifier: "a1b2c3" }))],
    outcome: "pass",
  },
  {
    title: "a schedule whose request is not known yet",
    resources: [schedule("bedrockruntime:converse", UNKNOWN)],
    outcome: "undetermined",
  },
  {
    title: "a schedule that only retrieves",
    resources: [schedule("bedrockagentruntime:retrieve", question())],
    outcome: "not-applicable",
  },
  { title: "an API in front of a model", resources: [proxy()], outcome: "violation" },
  {
    title: "an API that names the guardrail in a header",
    resources: [
      proxy({ requestParameters: { "integration.request.header.X-Amzn-Bedrock-GuardrailIdentifier": "'a1b2c3'" } }),
    ],
    outcome: "pass",
  },
  {
    title: "an API whose request is not known yet",
    resources: [proxy({ requestTemplates: UNKNOWN })],
    outcome: "undetermined",
  },
  {
    title: "an API in front of a function",
    resources: [proxy({ uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations" })],
    outcome: "not-applicable",
  },
  { title: "an agent with a guardrail", resources: [agent({ guardrailConfigurations: [guardrail] })], outcome: "pass" },
  {
    title: "a guardrail that the same run makes",
    resources: [agent({ guardrailConfigurations: [{ ...guardrail, guardrailIdentifier: UNKNOWN }] })],
    outcome: "pass",
  },
  { title: "an agent without", resources: [agent()], outcome: "violation" },
  {
    title: "the other provider's agent without",
    resources: [{ type: "aws-native:bedrock:Agent", name: "agent", props: { foundationModel: MODEL } }],
    outcome: "violation",
  },
  {
    title: "a flow with a guardrail at each place",
    resources: [
      flow(prompt({ guardrailConfiguration: guardrail }), {
        knowledgeBase: { knowledgeBaseId: "base", modelId: MODEL, guardrailConfiguration: guardrail },
      }),
    ],
    outcome: "pass",
  },
  {
    title: "a flow with a prompt that has none",
    resources: [flow(prompt({ guardrailConfiguration: guardrail }), prompt())],
    outcome: "violation",
  },
  {
    title: "a flow that has a knowledge base answer without",
    resources: [flow({ knowledgeBase: { knowledgeBaseId: "base", modelId: MODEL } })],
    outcome: "violation",
  },
  {
    title: "near miss: a flow that only retrieves",
    resources: [flow({ knowledgeBase: { knowledgeBaseId: "base" } }, { lambdaFunction: { lambdaArn: "x" } })],
    outcome: "not-applicable",
  },
  {
    title: "a task with a guardrail",
    resources: [
      machine("bedrock:invokeModel", { ModelId: MODEL, GuardrailIdentifier: "a1b2c3", GuardrailVersion: "1" }),
    ],
    outcome: "pass",
  },
  {
    title: "a conversation with a guardrail",
    resources: [
      machine("aws-sdk:bedrockruntime:converse", {
        ModelId: MODEL,
        GuardrailConfig: { "GuardrailIdentifier.$": "$.g" },
      }),
    ],
    outcome: "pass",
  },
  { title: "a task without", resources: [machine("bedrock:invokeModel", { ModelId: MODEL })], outcome: "violation" },
  {
    title: "a knowledge base that a task has answer without",
    resources: [machine("aws-sdk:bedrockagentruntime:retrieveAndGenerate", { Input: {} })],
    outcome: "violation",
  },
  {
    title: "a task of the other provider's state machine without",
    resources: [machine("bedrock:invokeModel", { ModelId: MODEL }, "aws-native:stepfunctions:StateMachine")],
    outcome: "violation",
  },
  {
    title: "near miss: a task that makes vectors",
    resources: [machine("bedrock:invokeModel", { ModelId: EMBEDDING })],
    outcome: "not-applicable",
  },
  {
    title: "near miss: a task that asks an agent, which brings its own",
    resources: [machine("aws-sdk:bedrockagentruntime:invokeAgent", { AgentId: "a" })],
    outcome: "pass",
  },
  {
    title: "an intent of a bot with a guardrail",
    resources: [intent({ modelArn: MODEL, guardrail: { identifier: "a1b2c3", version: "1" } })],
    outcome: "pass",
  },
  { title: "an intent of a bot without", resources: [intent({ modelArn: MODEL })], outcome: "violation" },
  { title: "near miss: an intent that asks no model", resources: [intent(undefined)], outcome: "not-applicable" },
  {
    title: "an intent inside of the other provider's bot without",
    resources: [bot({ modelArn: MODEL })],
    outcome: "violation",
  },
  {
    title: "an intent inside of the other provider's bot with a guardrail",
    resources: [bot({ modelArn: MODEL, bedrockGuardrailConfiguration: { bedrockGuardrailIdentifier: "a1b2c3" } })],
    outcome: "pass",
  },
  { title: "a workflow without models", resources: [machine("sqs:sendMessage", {})], outcome: "not-applicable" },
  {
    title: "a flow that is not known yet",
    resources: [{ type: "aws:bedrock/agentFlow:AgentFlow", name: "flow", props: { definition: UNKNOWN } }],
    outcome: "undetermined",
  },
  {
    title: "a configuration that is not known yet",
    resources: [agent({ guardrailConfigurations: UNKNOWN })],
    outcome: "undetermined",
  },
];
