import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";

const guardrail = (props: object) => ({
  type: "aws:bedrock/guardrail:Guardrail",
  name: "support",
  props: {
    name: "support",
    blockedInputMessaging: "no",
    blockedOutputsMessaging: "no",
    tags: tags("support"),
    ...props,
  },
});
const filter = (more: object) => ({
  contentPolicyConfig: { filtersConfigs: [{ type: "HATE", inputStrength: "HIGH", outputStrength: "HIGH", ...more }] },
});

const agent = (...guardrailConfigurations: readonly object[]) => ({
  type: "aws:bedrock/agentAgent:AgentAgent",
  name: "agent",
  props: { agentName: "agent", guardrailConfigurations, tags: tags("support") },
});
/** A flow whose loop has a knowledge base answer. */
const flow = (guardrailVersion: string) => ({
  type: "aws:bedrock/agentFlow:AgentFlow",
  name: "flow",
  props: {
    definition: {
      nodes: [
        {
          configuration: {
            loop: {
              definition: {
                nodes: [
                  {
                    configuration: {
                      knowledgeBase: {
                        modelId: "profile",
                        guardrailConfiguration: { guardrailIdentifier: "a1b2c3", guardrailVersion },
                      },
                    },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
});
const machine = (GuardrailVersion: unknown) => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "machine",
  props: {
    definition:
      GuardrailVersion === UNKNOWN
        ? UNKNOWN
        : JSON.stringify({
            States: {
              Ask: {
                Type: "Task",
                Resource: "arn:aws:states:::aws-sdk:bedrockruntime:converse",
                Parameters: { GuardrailConfig: { GuardrailIdentifier: "a1b2c3", GuardrailVersion } },
              },
            },
          }),
  },
});

export const examples: RuleExample[] = [
  { title: "a numbered version", resources: [agent({ guardrailVersion: "3" })], outcome: "pass" },
  { title: "the draft", resources: [agent({ guardrailVersion: "DRAFT" })], outcome: "violation" },
  {
    title: "a version that is not known yet",
    resources: [agent({ guardrailVersion: UNKNOWN })],
    outcome: "undetermined",
  },
  ...(["DRAFT", "3"] as const).flatMap((guardrailVersion): RuleExample[] => {
    const outcome = guardrailVersion === "DRAFT" ? "violation" : "pass";
    return [
      { title: `a node of a flow with the version ${guardrailVersion}`, resources: [flow(guardrailVersion)], outcome },
      { title: `a task with the version ${guardrailVersion}`, resources: [machine(guardrailVersion)], outcome },
    ];
  }),
  { title: "a workflow that is not known yet", resources: [machine(UNKNOWN)], outcome: "undetermined" },
  { title: "an agent without a guardrail", resources: [agent()], outcome: "not-applicable" },
  { title: "a filter on both sides", resources: [guardrail(filter({}))], outcome: "pass" },
  { title: "a filter on what comes in", resources: [guardrail(filter({ outputStrength: "NONE" }))], outcome: "pass" },
  {
    title: "names that are masked",
    resources: [
      guardrail({ sensitiveInformationPolicyConfig: { piiEntitiesConfigs: [{ type: "NAME", action: "ANONYMIZE" }] } }),
    ],
    outcome: "pass",
  },
  {
    title: "a topic that is denied",
    resources: [
      guardrail({ topicPolicyConfig: { topicsConfigs: [{ name: "advice", type: "DENY", definition: "Advice." }] } }),
    ],
    outcome: "pass",
  },
  { title: "no filter", resources: [guardrail({})], outcome: "violation" },
  {
    title: "filters without strength",
    resources: [guardrail(filter({ inputStrength: "NONE", outputStrength: "NONE" }))],
    outcome: "violation",
  },
  {
    title: "filters that only detect",
    resources: [guardrail(filter({ inputAction: "NONE", outputAction: "NONE" }))],
    outcome: "violation",
  },
  {
    title: "harmful answers that are only detected, beside prompt attacks and names that are not",
    resources: [
      guardrail({
        contentPolicyConfig: {
          filtersConfigs: [
            { type: "HATE", inputStrength: "HIGH", outputStrength: "HIGH", outputAction: "NONE" },
            { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
          ],
        },
        sensitiveInformationPolicyConfig: { piiEntitiesConfigs: [{ type: "NAME", action: "ANONYMIZE" }] },
      }),
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a filter on trial beside one that blocks",
    resources: [
      guardrail({
        contentPolicyConfig: {
          filtersConfigs: [
            { type: "HATE", inputStrength: "HIGH", outputStrength: "HIGH" },
            {
              type: "INSULTS",
              inputStrength: "HIGH",
              outputStrength: "HIGH",
              inputAction: "NONE",
              outputAction: "NONE",
            },
          ],
        },
      }),
    ],
    outcome: "pass",
  },
  {
    title: "filters that are switched off",
    resources: [guardrail(filter({ inputEnabled: false, outputEnabled: false }))],
    outcome: "violation",
  },
  {
    title: "filters that are not known yet",
    resources: [guardrail({ contentPolicyConfig: { filtersConfigs: UNKNOWN } })],
    outcome: "undetermined",
  },
];
