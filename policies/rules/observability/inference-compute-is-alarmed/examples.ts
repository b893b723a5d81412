import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { allow, document, inlinePolicy, role, serviceTrust } from "../../identity/example-iam";
import { MODEL } from "../../model-access/example-models";

const endpoint = { type: "aws:sagemaker/endpoint:Endpoint", name: "llama", props: { name: "llama" } };
const runtime = { type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime", name: "agent", props: {} };
const machine = (props: object = {}) => ({
  type: "aws:sfn/stateMachine:StateMachine",
  name: "flow",
  props: {
    definition: JSON.stringify({ States: { Ask: { Type: "Task", Resource: "arn:aws:states:::bedrock:invokeModel" } } }),
    ...props,
  },
});
const service = {
  type: "aws:ecs/service:Service",
  name: "chat",
  props: { name: "chat" },
  refersTo: { taskDefinition: "task" },
};
const task = [
  { type: "aws:ecs/taskDefinition:TaskDefinition", name: "task", props: {}, refersTo: { taskRoleArn: "chat-role" } },
  role("chat-role", { assumeRolePolicy: serviceTrust("ecs-tasks.amazonaws.com") }),
] as const;
const invokes = inlinePolicy("chat-role", document(allow("bedrock:InvokeModel", MODEL)));

const alarm = (
  namespace: string,
  metricName: unknown,
  dimensions?: Readonly<Record<string, string>>,
  props: object = {},
): RuleExample["resources"][number] => {
  const [of] = Object.values(dimensions ?? {});
  return {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: `alarm-${String(metricName)}`,
    props: { namespace, metricName, alarmActions: ["topic"], dimensions, ...props },
    ...(of === "llama" || of === "agent" || of === "flow" ? { refersTo: { dimensions: of } } : {}),
  };
};

export const examples: RuleExample[] = [
  {
    title: "an endpoint with an alarm on its errors",
    resources: [endpoint, alarm("AWS/SageMaker", "Invocation5XXErrors", { EndpointName: "llama" })],
    outcome: "pass",
  },
  { title: "an endpoint without alarms", resources: [endpoint], outcome: "violation" },
  {
    title: "near miss: an alarm on its invocations",
    resources: [endpoint, alarm("AWS/SageMaker", "Invocations", { EndpointName: "llama" })],
    outcome: "violation",
  },
  {
    title: "near miss: an alarm on another endpoint",
    resources: [endpoint, alarm("AWS/SageMaker", "Invocation5XXErrors", { EndpointName: "other" })],
    outcome: "violation",
  },
  {
    title: "near miss: an alarm that tells nobody",
    resources: [
      endpoint,
      alarm("AWS/SageMaker", "Invocation5XXErrors", { EndpointName: "llama" }, { alarmActions: [] }),
    ],
    outcome: "violation",
  },
  {
    title: "an agent with alarms on errors and throttling",
    resources: [
      runtime,
      alarm("AWS/Bedrock-AgentCore", "SystemErrors", { Resource: "agent" }),
      alarm("AWS/Bedrock-AgentCore", "Throttles", { Resource: "agent" }),
    ],
    outcome: "pass",
  },
  {
    title: "an agent with an alarm on errors alone",
    resources: [runtime, alarm("AWS/Bedrock-AgentCore", "SystemErrors", { Resource: "agent" })],
    outcome: "violation",
  },
  {
    title: "a workflow with alarms on both",
    resources: [
      machine(),
      alarm("AWS/States", "ExecutionsFailed", { StateMachineArn: "flow" }),
      alarm("AWS/States", "ExecutionThrottled", { StateMachineArn: "flow" }),
    ],
    outcome: "pass",
  },
  { title: "a workflow without alarms", resources: [machine(), endpoint], outcome: "violation" },
  {
    title: "near miss: a workflow that calls no model",
    resources: [machine({ definition: JSON.stringify({ States: { End: { Type: "Succeed" } } }) }), endpoint],
    outcome: "not-applicable",
  },
  {
    title: "a container with alarms on the models that it calls",
    resources: [
      service,
      ...task,
      invokes,
      alarm("AWS/Bedrock", "InvocationServerErrors", { ModelId: "profile" }),
      alarm("AWS/Bedrock", "InvocationThrottles", { ModelId: "profile" }),
    ],
    outcome: "pass",
  },
  { title: "a container without alarms", resources: [service, ...task, invokes], outcome: "violation" },
  {
    title: "near miss: a container that calls no model",
    resources: [service, ...task, endpoint],
    outcome: "not-applicable",
  },
  {
    title: "a container whose role may do what is not known yet",
    resources: [service, ...task, inlinePolicy("chat-role", UNKNOWN), endpoint],
    outcome: "undetermined",
  },
  {
    title: "a metric that is not known yet",
    resources: [endpoint, alarm("AWS/SageMaker", UNKNOWN, { EndpointName: "llama" })],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [service, ...task], outcome: "not-applicable" },
];
