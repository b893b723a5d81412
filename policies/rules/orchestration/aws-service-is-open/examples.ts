import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { inferenceProfile } from "../../identity/example-iam";

const one = (type: string, props: Readonly<Record<string, unknown>> = {}): RuleExample["resources"] => [
  { type, name: "agent", props },
  inferenceProfile,
];
const anyType = (typeName: unknown) => one("aws:cloudcontrol/resource:Resource", { typeName });

export const examples: RuleExample[] = [
  { title: "a Bedrock agent", resources: one("aws:bedrock/agentAgent:AgentAgent"), outcome: "violation" },
  {
    title: "its action group",
    resources: one("aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup"),
    outcome: "violation",
  },
  { title: "the other provider's agent", resources: one("aws-native:bedrock:Agent"), outcome: "violation" },
  { title: "an agent through the Cloud Control API", resources: anyType("AWS::Bedrock::Agent"), outcome: "violation" },
  {
    title: "an assessment of Audit Manager",
    resources: one("aws:auditmanager/assessment:Assessment"),
    outcome: "violation",
  },
  {
    title: "the registry that stopped in September 2026",
    resources: one("aws:bedrock/agentcoreRegistry:AgentcoreRegistry"),
    outcome: "violation",
  },
  {
    title: "something else through the Cloud Control API",
    resources: anyType("AWS::Bedrock::FlowAlias"),
    outcome: "pass",
  },
  { title: "a type that is not known yet", resources: anyType(UNKNOWN), outcome: "undetermined" },
  {
    title: "an AgentCore harness",
    resources: one("aws:bedrock/agentcoreHarness:AgentcoreHarness"),
    outcome: "not-applicable",
  },
  {
    title: "Audit Manager where nothing has to do with models",
    resources: [{ type: "aws:auditmanager/assessment:Assessment", name: "assessment", props: {} }],
    outcome: "not-applicable",
  },
];
