import type { RuleExample } from "../../testing/rule-examples";
import { ACCOUNT, allow, deny, document, inlinePolicy, role, tags } from "../identity/example-iam";

/** Pieces that the examples of model rules are built from. */
type ExampleResource = RuleExample["resources"][number];

export const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
export const MODEL = "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0";
export const EVERY_MODEL = "arn:aws:bedrock:*::foundation-model/*";
export const EMBEDDING = "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0";
export const PROFILES = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:application-inference-profile/*`;
export const throughProfiles = { ArnLike: { "bedrock:InferenceProfileArn": PROFILES } };

export const systemProfile = (id: string) => `arn:aws:bedrock:eu-west-1:${ACCOUNT}:inference-profile/${id}`;

export const handler = role("support-handler", { tags: tags("support") });

/** A role of compute with one policy. */
export const granted = (...statements: readonly object[]): readonly ExampleResource[] => [
  handler,
  inlinePolicy("support-handler", document(...statements)),
];

export const invokes = (resource: string | readonly string[], condition?: object) => allow(INVOKE, resource, condition);
export const guarded = deny(INVOKE, EVERY_MODEL, {
  StringNotEquals: { "bedrock:GuardrailIdentifier": `arn:aws:bedrock:eu-west-1:${ACCOUNT}:guardrail/a1b2c3:1` },
});

/** An application inference profile. */
export const profile = (copyFrom: unknown, props: Readonly<Record<string, unknown>> = {}): ExampleResource => ({
  type: "aws:bedrock/inferenceProfile:InferenceProfile",
  name: "claude",
  props: { modelSource: { copyFrom }, tags: tags("support"), ...props },
});

export const knowledgeBase = (embeddingModelArn: unknown): ExampleResource => ({
  type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
  name: "handbook",
  props: {
    knowledgeBaseConfiguration: { type: "VECTOR", vectorKnowledgeBaseConfiguration: { embeddingModelArn } },
    tags: tags("support"),
  },
});

/** A workflow with one task, of an integration of Step Functions: `bedrock:invokeModel`. */
export const workflow = (integration: string, parameters: object): ExampleResource => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "nightly",
  props: {
    definition: JSON.stringify({
      StartAt: "Ask",
      States: { Ask: { Type: "Task", Resource: `arn:aws:states:::${integration}`, Parameters: parameters, End: true } },
    }),
    tags: tags("support"),
  },
});

/** A function that is told by a variable which model to ask. */
export const told = (model: unknown): ExampleResource => ({
  type: "aws:lambda/function:Function",
  name: "handler",
  props: { environment: { variables: { MODEL: model } }, tags: tags("support") },
});
