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

const agent = (props: Readonly<Record<string, unknown>> = {}) => ({
  type: "aws:bedrock/agentAgent:AgentAgent",
  name: "helper",
  props: { tags: labelled("confidential"), ...props },
});
const actions = (props: Readonly<Record<string, unknown>>) => ({
  type: "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup",
  name: "refunds",
  props: { agentId: "helper", ...props },
  refersTo: { agentId: "helper" },
});
const operation = (method: string, more: Readonly<Record<string, unknown>> = {}) => ({
  apiSchema: {
    payload: JSON.stringify({ paths: { "/refunds": { [method]: { operationId: "payRefund", ...more } } } }),
  },
});
const functions = (name: string) => ({ functionSchema: { memberFunctions: { functions: [{ name }] } } });
const YAML = "openapi: 3.0.0\npaths:\n  /refunds:\n    post:\n      operationId: payRefund\n";

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
  {
    title: "an operation that nobody confirms",
    resources: [actions(operation("post")), agent()],
    outcome: "violation",
  },
  {
    title: "an operation that the user confirms",
    resources: [actions(operation("post", { "x-requireConfirmation": "ENABLED" })), agent()],
    outcome: "not-applicable",
  },
  {
    title: "near miss: an operation that reads",
    resources: [actions(operation("get")), agent()],
    outcome: "not-applicable",
  },
  {
    title: "near miss: an operation that searches by POST",
    resources: [actions(operation("post", { operationId: "searchArticles" })), agent()],
    outcome: "not-applicable",
  },
  {
    title: "an operation in YAML that nobody confirms",
    resources: [actions({ apiSchema: { payload: YAML } }), agent()],
    outcome: "violation",
  },
  {
    title: "an operation in YAML that the user confirms",
    resources: [actions({ apiSchema: { payload: `${YAML}      x-requireConfirmation: ENABLED\n` } }), agent()],
    outcome: "not-applicable",
  },
  {
    title: "a definition in a bucket",
    resources: [actions({ apiSchema: { s3: { s3BucketName: "acme-schemas", s3ObjectKey: "refunds.json" } } }), agent()],
    outcome: "undetermined",
  },
  {
    title: "a function that pays, beside a step that waits for a person",
    resources: [actions(functions("pay_refund")), agent(), machine(WAITS)],
    outcome: "pass",
  },
  { title: "a function that pays", resources: [actions(functions("pay_refund")), agent()], outcome: "violation" },
  {
    title: "near miss: a function that reads",
    resources: [actions(functions("get_balance")), agent()],
    outcome: "not-applicable",
  },
  {
    title: "an action that is handed back to the caller",
    resources: [
      actions({ ...functions("pay_refund"), actionGroupExecutor: { customControl: "RETURN_CONTROL" } }),
      agent(),
    ],
    outcome: "not-applicable",
  },
  {
    title: "an action group of AWS's own",
    resources: [actions({ parentActionGroupSignature: "AMAZON.UserInput" }), agent()],
    outcome: "not-applicable",
  },
  {
    title: "an action of an agent in another stack, by its function",
    resources: [
      {
        ...actions(functions("pay_refund")),
        refersTo: { actionGroupExecutor: "pay" },
        props: { ...functions("pay_refund"), agentId: "AGENT12345", actionGroupExecutor: { lambda: "pay" } },
      },
      { type: "aws:lambda/function:Function", name: "pay", props: { tags: labelled("confidential") } },
    ],
    outcome: "violation",
  },
  {
    title: "actions within the agent",
    resources: [agent({ actionGroups: [{ functionSchema: { functions: [{ name: "closeAccount" }] } }] })],
    outcome: "violation",
  },
  {
    title: "actions within the agent that the user confirms",
    resources: [
      agent({
        actionGroups: [{ functionSchema: { functions: [{ name: "closeAccount", requireConfirmation: "ENABLED" }] } }],
      }),
    ],
    outcome: "not-applicable",
  },
];
