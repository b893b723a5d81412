import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const profile = (copyFrom: unknown) => ({
  type: "aws:bedrock/inferenceProfile:InferenceProfile",
  name: "claude",
  props: { modelSource: { copyFrom } },
});
const used = profile(`arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.${SONNET}`);
const agent = (foundationModel: string) => ({
  type: "aws:bedrock/agentAgent:AgentAgent",
  name: "agent",
  props: { foundationModel },
});
const card = (model_overview: unknown) => ({
  type: "aws:sagemaker/modelCard:ModelCard",
  name: "card",
  props: { content: typeof model_overview === "symbol" ? model_overview : JSON.stringify({ model_overview }) },
});

export const examples: RuleExample[] = [
  { title: "a card with the model's id", resources: [used, card({ model_id: SONNET })], outcome: "pass" },
  {
    title: "a card with the model's name, without version",
    resources: [used, card({ model_name: "anthropic.claude-sonnet-4-5" })],
    outcome: "pass",
  },
  {
    title: "a card with the ARN of the model that an agent names by its profile",
    resources: [agent(`eu.${SONNET}`), card({ model_id: `arn:aws:bedrock:eu-west-1::foundation-model/${SONNET}` })],
    outcome: "pass",
  },
  {
    title: "a card as CloudFormation spells it",
    resources: [
      used,
      {
        type: "aws-native:sagemaker:ModelCard",
        name: "card",
        props: { content: { modelOverview: { modelId: SONNET } } },
      },
    ],
    outcome: "pass",
  },
  { title: "no card", resources: [used], outcome: "violation" },
  {
    title: "near miss: a card of an earlier version",
    resources: [used, card({ model_id: "anthropic.claude-sonnet-4-5-20240101-v1:0" })],
    outcome: "violation",
  },
  {
    title: "near miss: a card of a sibling",
    resources: [used, card({ model_name: "anthropic.claude-sonnet-4" })],
    outcome: "violation",
  },
  {
    title: "near miss: a card that names no model",
    resources: [used, { ...card({}), props: { content: "about the model" } }],
    outcome: "violation",
  },
  {
    title: "a model that is not known yet",
    resources: [profile(UNKNOWN), card({ model_id: SONNET })],
    outcome: "undetermined",
  },
  { title: "a card that is not known yet", resources: [used, card(UNKNOWN)], outcome: "undetermined" },
  {
    title: "an agent that goes through a profile of the workload",
    resources: [agent("arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/a1b2c3d4e5f6")],
    outcome: "not-applicable",
  },
];
