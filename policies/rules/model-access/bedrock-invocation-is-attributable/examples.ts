import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, inlinePolicy, role } from "../../identity/example-iam";
import {
  EMBEDDING,
  EVERY_MODEL,
  granted,
  handler,
  INVOKE,
  invokes,
  MODEL,
  PROFILES,
  profile,
  systemProfile,
  throughProfiles,
} from "../example-models";

const SONNET = systemProfile("eu.anthropic.claude-sonnet-4-5-20250929-v1:0");

const agent = (foundationModel: unknown) => ({
  type: "aws:bedrock/agentAgent:AgentAgent",
  name: "agent",
  props: { foundationModel },
});
const PROFILE = PROFILES.replace("*", "a1b2c3");

export const examples: RuleExample[] = [
  { title: "an agent through an application profile", resources: [agent(PROFILE)], outcome: "pass" },
  { title: "an agent through a profile that is not there yet", resources: [agent(UNKNOWN)], outcome: "pass" },
  { title: "an agent that names a model", resources: [agent(MODEL)], outcome: "violation" },
  { title: "an agent that names a system profile", resources: [agent(SONNET)], outcome: "violation" },
  {
    title: "a task of a workflow that names a model",
    resources: [
      {
        type: "aws:sfn/stateMachine:StateMachine",
        name: "machine",
        props: {
          definition: JSON.stringify({
            States: {
              Ask: { Type: "Task", Resource: "arn:aws:states:::bedrock:invokeModel", Parameters: { ModelId: MODEL } },
            },
          }),
        },
      },
    ],
    outcome: "violation",
  },
  {
    title: "models through application profiles only",
    resources: granted(invokes(PROFILES), invokes(EVERY_MODEL, throughProfiles)),
    outcome: "pass",
  },
  { title: "a tagged profile", resources: [profile(SONNET)], outcome: "pass" },
  {
    title: "tags that the provider sets by default",
    resources: [
      {
        ...profile(SONNET, { tags: {} }),
        provider: { defaultTags: { tags: { workload: "support", owner: "care", environment: "prod" } } },
      },
    ],
    outcome: "pass",
  },
  { title: "a model by itself", resources: granted(invokes(MODEL)), outcome: "violation" },
  {
    title: "a system profile, as AWS's example has it",
    resources: granted(invokes(SONNET), invokes(MODEL, { StringLike: { "bedrock:InferenceProfileArn": SONNET } })),
    outcome: "violation",
  },
  {
    title: "a condition that absence meets",
    resources: granted(invokes(MODEL, { ArnLikeIfExists: { "bedrock:InferenceProfileArn": PROFILES } })),
    outcome: "violation",
  },
  { title: "a profile without tags", resources: [profile(SONNET, { tags: {} })], outcome: "violation" },
  { title: "tags that are not known yet", resources: [profile(SONNET, { tags: UNKNOWN })], outcome: "undetermined" },
  {
    title: "models that are not known yet",
    resources: [
      handler,
      inlinePolicy("support-handler", { Statement: [{ Effect: "Allow", Action: INVOKE, Resource: [UNKNOWN] }] }),
    ],
    outcome: "undetermined",
  },
  { title: "embedding models only", resources: granted(invokes(EMBEDDING)), outcome: "pass" },
  {
    title: "a function of a web site",
    resources: [role("site"), inlinePolicy("site", { Statement: [allow("s3:GetObject", "*")] })],
    outcome: "not-applicable",
  },
];
