import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";

const runtime = (lifecycle?: unknown): RuleExample["resources"] => [
  {
    type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
    name: "agent",
    props: lifecycle === undefined ? {} : { lifecycleConfigurations: [lifecycle] },
  },
];

export const examples: RuleExample[] = [
  {
    title: "an hour, and ten minutes of doing nothing",
    resources: runtime({ maxLifetime: 3600, idleRuntimeSessionTimeout: 600 }),
    outcome: "pass",
  },
  { title: "AWS's own bounds", resources: runtime(), outcome: "pass" },
  {
    title: "two weeks",
    resources: runtime({ maxLifetime: 1_209_600, idleRuntimeSessionTimeout: 900 }),
    outcome: "violation",
  },
  {
    title: "near miss: eight hours, all of them idle",
    resources: runtime({ maxLifetime: 28_800, idleRuntimeSessionTimeout: 28_800 }),
    outcome: "violation",
  },
  {
    title: "two weeks with the other provider",
    resources: [
      {
        type: "aws-native:bedrockagentcore:Runtime",
        name: "agent",
        props: { lifecycleConfiguration: { maxLifetime: 1_209_600 } },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a bound that is not known yet",
    resources: runtime({ maxLifetime: UNKNOWN, idleRuntimeSessionTimeout: 900 }),
    outcome: "undetermined",
  },
  {
    title: "near miss: one bound beyond, the other not known yet",
    resources: runtime({ maxLifetime: UNKNOWN, idleRuntimeSessionTimeout: 7200 }),
    outcome: "violation",
  },
  {
    title: "a harness, which has a rule of its own",
    resources: [{ type: "aws:bedrock/agentcoreHarness:AgentcoreHarness", name: "agent", props: {} }],
    outcome: "not-applicable",
  },
];
