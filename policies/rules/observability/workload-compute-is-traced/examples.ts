import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../../data/example-buckets";

const lambda = (props: Record<string, unknown>) => ({ type: "aws:lambda/function:Function", name: "answer", props });
const machine = (props: Record<string, unknown>) => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "approval",
  props,
});
const memory = { type: "aws:bedrock/agentcoreMemory:AgentcoreMemory", name: "memory", props: {} };
const delivered = (logType: unknown) => ({
  type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  name: "traces",
  props: { logType },
  refersTo: { resourceArn: "memory" },
});

export const examples: RuleExample[] = [
  {
    title: "a function that traces",
    resources: [lambda({ tracingConfig: { mode: "Active" } }), model],
    outcome: "pass",
  },
  {
    title: "a state machine that traces",
    resources: [machine({ tracingConfiguration: { enabled: true } }), model],
    outcome: "pass",
  },
  { title: "a memory whose traces are delivered", resources: [memory, delivered("TRACES")], outcome: "pass" },
  { title: "a function that says nothing", resources: [lambda({}), model], outcome: "violation" },
  {
    title: "near miss: a function that traces only what its caller samples",
    resources: [lambda({ tracingConfig: { mode: "PassThrough" } }), model],
    outcome: "violation",
  },
  {
    title: "a state machine that does not trace",
    resources: [machine({ tracingConfiguration: { enabled: false } }), model],
    outcome: "violation",
  },
  {
    title: "near miss: a memory whose logs are delivered, and no traces",
    resources: [memory, delivered("APPLICATION_LOGS")],
    outcome: "violation",
  },
  {
    title: "a mode that is not known yet",
    resources: [lambda({ tracingConfig: { mode: UNKNOWN } }), model],
    outcome: "undetermined",
  },
  { title: "a delivery that is not known yet", resources: [memory, delivered(UNKNOWN)], outcome: "undetermined" },
  { title: "a program that has nothing to do with models", resources: [lambda({})], outcome: "not-applicable" },
];
