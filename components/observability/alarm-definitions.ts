import * as pulumi from "@pulumi/pulumi";
import type { AgentRuntime } from "../agentcore/agent-runtime";
import type { InferenceFunction } from "../lambda/inference-function";
import type { WorkloadQueue } from "../lambda/workload-queue";
import type { ModelAccess } from "../model-access/model-access";
import type { Workflow } from "../step-functions/workflow";
import { kebab, modelDimension } from "./metrics";

/** Share of a function's timeout that its slowest invocation may take. */
const SLOW_SHARE = 0.8;

/** Client errors of one model in a period. A single malformed request may come from a user; more indicate a defect. */
const MAX_CLIENT_ERRORS = 5;

/** @internal A CloudWatch alarm: its metric, statistic and threshold. */
export interface AlarmDefinition {
  /** Last part of the alarm's logical name. */
  readonly name: string;
  /** Namespace of the metric. */
  readonly namespace:
    | "AWS/ApplicationELB"
    | "AWS/Bedrock"
    | "AWS/Bedrock-AgentCore"
    | "AWS/ECS"
    | "AWS/Lambda"
    | "AWS/SQS"
    | "AWS/States";
  /** Name of the metric. */
  readonly metric: string;
  /** Dimensions of the metric, by name. */
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  /** Statistic over a period of five minutes. */
  readonly statistic: "Average" | "Maximum" | "Sum";
  /** Value above which the alarm is in the ALARM state, in the unit of the metric. */
  readonly threshold: number;
  /** Description of the alarm. */
  readonly description: string;
}

/** @internal Alarms of a function. Metrics: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (read 2026-11). */
export function functionAlarms(handler: InferenceFunction): AlarmDefinition[] {
  const dimensions = { FunctionName: handler.functionName };
  const slowMs = handler.timeoutSeconds * 1_000 * SLOW_SHARE;
  const alarm = (
    metric: string,
    statistic: AlarmDefinition["statistic"],
    threshold: number,
    description: string,
  ): AlarmDefinition => ({
    name: `${handler.name}-${metric.toLowerCase()}`,
    namespace: "AWS/Lambda",
    metric,
    dimensions,
    statistic,
    threshold,
    description: `${handler.name}: ${description}`,
  });
  return [
    alarm("Errors", "Sum", 0, "an invocation failed"),
    alarm("Throttles", "Sum", 0, "invocations came faster than its reserved concurrency lets through"),
    alarm("Duration", "Maximum", slowMs, `an invocation took more than ${SLOW_SHARE * 100}% of its timeout`),
    messagesAlarm(
      `${handler.name}-dead-letters`,
      handler.deadLetterQueueName,
      `${handler.name}: events that could not be handled wait in its dead-letter queue`,
    ),
  ];
}

/** @internal Alarms of each model's profile. Metrics: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11). */
export function profileAlarms(models: ModelAccess | undefined): AlarmDefinition[] {
  return Object.entries(models?.profileArns ?? {}).flatMap(([model, arn]) => {
    const dimensions = { ModelId: modelDimension(arn) };
    const alarm = (suffix: string, metric: string, threshold: number, description: string): AlarmDefinition => ({
      name: `${kebab(model)}-${suffix}`,
      namespace: "AWS/Bedrock",
      metric,
      dimensions,
      statistic: "Sum",
      threshold,
      description: `${model}: ${description}`,
    });
    return [
      alarm(
        "client-errors",
        "InvocationClientErrors",
        MAX_CLIENT_ERRORS,
        "calls are refused as malformed or not permitted",
      ),
      alarm("server-errors", "InvocationServerErrors", 0, "Bedrock failed"),
      alarm("throttles", "InvocationThrottles", 0, "the quota of requests or tokens is used up"),
    ];
  });
}

/**
 * @internal Alarms of an agent. The metrics' dimensions are the runtime's ARN, the operation, and `<runtime>::<endpoint>`.
 * Metrics: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html (read 2026-11).
 */
export function agentAlarms({ name, runtimeArn, runtimeName, endpointName }: AgentRuntime): AlarmDefinition[] {
  const dimensions = {
    Resource: runtimeArn,
    Operation: "InvokeAgentRuntime",
    Name: pulumi.interpolate`${runtimeName}::${endpointName}`,
  };
  const alarm = (suffix: string, metric: string, description: string): AlarmDefinition => ({
    name: `${name}-${suffix}`,
    namespace: "AWS/Bedrock-AgentCore",
    metric,
    dimensions,
    statistic: "Sum",
    threshold: 0,
    description: `${name}: ${description}`,
  });
  return [
    alarm("errors", "SystemErrors", "the agent, or what runs it, failed"),
    alarm("throttles", "Throttles", "the quota of sessions or requests is used up"),
  ];
}

/** @internal Alarms of a workflow. Metrics: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html (read 2026-11). */
export function workflowAlarms({ name, stateMachineArn }: Workflow): AlarmDefinition[] {
  const alarm = (suffix: string, metric: string, description: string): AlarmDefinition => ({
    name: `${name}-${suffix}`,
    namespace: "AWS/States",
    metric,
    dimensions: { StateMachineArn: stateMachineArn },
    statistic: "Sum",
    threshold: 0,
    description: `${name}: ${description}`,
  });
  return [
    alarm("failed", "ExecutionsFailed", "an execution failed"),
    alarm("timed-out", "ExecutionsTimedOut", "an execution took longer than it may"),
    alarm("throttled", "ExecutionThrottled", "steps wait for the account's quota of transitions"),
  ];
}

/** @internal Alarm of a queue that should be empty, such as a dead-letter queue. */
export function queueAlarms({ name, queueName }: WorkloadQueue): AlarmDefinition[] {
  return [messagesAlarm(`${name}-waiting`, queueName, `${name}: messages wait in a queue that should be empty`)];
}

/** Metrics: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html (read 2026-11). */
function messagesAlarm(name: string, queueName: pulumi.Input<string>, description: string): AlarmDefinition {
  return {
    name,
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    threshold: 0,
    description,
  };
}
