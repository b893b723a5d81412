import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const BOUNDS = { maxIterations: 10, maxTokens: 20_000, timeoutSeconds: 120 };
const harness = (props: Readonly<Record<string, unknown>>): RuleExample["resources"][number] => ({
  type: "aws:bedrock/agentcoreHarness:AgentcoreHarness",
  name: "agent",
  props,
});

export const examples: RuleExample[] = [
  { title: "all three bounds", resources: [harness(BOUNDS)], outcome: "pass" },
  { title: "no bound", resources: [harness({})], outcome: "violation" },
  { title: "no bound by tokens", resources: [harness({ ...BOUNDS, maxTokens: undefined })], outcome: "violation" },
  {
    title: "more rounds than AWS's default",
    resources: [harness({ ...BOUNDS, maxIterations: 1000 })],
    outcome: "violation",
  },
  { title: "more than an hour", resources: [harness({ ...BOUNDS, timeoutSeconds: 28_800 })], outcome: "violation" },
  { title: "zero bounds nothing", resources: [harness({ ...BOUNDS, maxTokens: 0 })], outcome: "violation" },
  {
    title: "a bound that AWS has not told and nobody set",
    resources: [harness({ ...BOUNDS, maxTokens: UNKNOWN })],
    outcome: "violation",
  },
  {
    title: "a bound from another resource",
    resources: [
      { ...harness({ ...BOUNDS, maxTokens: UNKNOWN }), refersTo: { maxTokens: "settings" } },
      { type: "aws:ssm/parameter:Parameter", name: "settings", props: {} },
    ],
    outcome: "undetermined",
  },
  {
    title: "a bound that is too high beside one that is not known yet",
    resources: [
      { ...harness({ ...BOUNDS, maxIterations: 1000, maxTokens: UNKNOWN }), refersTo: { maxTokens: "settings" } },
      { type: "aws:ssm/parameter:Parameter", name: "settings", props: {} },
    ],
    outcome: "violation",
  },
  {
    title: "a runtime, whose code bounds itself",
    resources: [{ type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime", name: "agent", props: {} }],
    outcome: "not-applicable",
  },
];
