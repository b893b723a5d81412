import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { tags } from "../../identity/example-iam";

const labelled = (level: string) => ({ ...tags("support"), "data-classification": level });
const gatewayTool = { type: "agentcoreGateway", name: "crm" };
const harness = (props: Readonly<Record<string, unknown>> = {}, level = "confidential") => ({
  type: "aws:bedrock/agentcoreHarness:AgentcoreHarness",
  name: "agent",
  props: { tags: labelled(level), tools: [gatewayTool], ...props },
});
const gateway = (mode?: unknown, workload = "support") => ({
  type: "aws:bedrock/agentcoreGateway:AgentcoreGateway",
  name: "crm",
  props: { tags: { ...labelled("confidential"), workload }, ...(mode ? { policyEngineConfiguration: { mode } } : {}) },
});
const machine = (resource: string, workload = "support") => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "actions",
  props: {
    tags: { ...labelled("confidential"), workload },
    definition: JSON.stringify({ StartAt: "Act", States: { Act: { Type: "Task", Resource: resource, End: true } } }),
  },
});
const WAITS = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

export const examples: RuleExample[] = [
  { title: "a step that waits for a person", resources: [harness(), machine(WAITS)], outcome: "pass" },
  { title: "a gateway with an enforced policy", resources: [harness(), gateway("ENFORCE")], outcome: "pass" },
  { title: "the gateway itself", resources: [gateway("ENFORCE")], outcome: "pass" },
  {
    title: "a step that waits inside a map",
    resources: [
      harness(),
      {
        ...machine(WAITS),
        props: {
          ...machine(WAITS).props,
          definition: JSON.stringify({
            States: { Each: { Type: "Map", ItemProcessor: { States: { Act: { Type: "Task", Resource: WAITS } } } } },
          }),
        },
      },
    ],
    outcome: "pass",
  },
  { title: "no approval", resources: [harness()], outcome: "violation" },
  {
    title: "a step that does not wait",
    resources: [harness(), machine("arn:aws:states:::sqs:sendMessage")],
    outcome: "violation",
  },
  { title: "a step of another workload", resources: [harness(), machine(WAITS, "claims")], outcome: "violation" },
  { title: "a gateway that only logs", resources: [harness(), gateway("LOG_ONLY")], outcome: "violation" },
  { title: "a gateway without a policy", resources: [gateway()], outcome: "violation" },
  {
    title: "a runtime",
    resources: [{ ...harness(), type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime" }],
    outcome: "violation",
  },
  {
    title: "a definition that is not known yet",
    resources: [harness(), { ...machine(WAITS), props: { ...machine(WAITS).props, definition: UNKNOWN } }],
    outcome: "undetermined",
  },
  { title: "a policy that is not known yet", resources: [harness(), gateway(UNKNOWN)], outcome: "undetermined" },
  { title: "internal data", resources: [harness({}, "internal")], outcome: "not-applicable" },
  { title: "an agent without tools", resources: [harness({ tools: [] })], outcome: "not-applicable" },
  {
    title: "an agent whose tools the caller runs",
    resources: [harness({ tools: [{ type: "inlineFunction", name: "refund" }] })],
    outcome: "not-applicable",
  },
];
