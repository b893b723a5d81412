import * as pulumi from "@pulumi/pulumi";
import type { AgentRuntime } from "../agentcore/agent-runtime";
import type { InferenceFunction } from "../lambda/inference-function";
import type { WorkloadQueue } from "../lambda/workload-queue";
import type { ModelAccess } from "../model-access/model-access";
import type { Workflow } from "../step-functions/workflow";
import { kebab, modelDimension } from "./metrics";

/** Share of its timeout that a function's slowest invocation may take. */
const SLOW = 0.8;

/** Failed calls to one model in a period: one malformed request is a customer's, several are ours. */
const CLIENT_ERRORS = 5;

/** One alarm: the metric, and the value above which it rings. */
export interface Watch {
  readonly name: string;
  readonly namespace:
    | "AWS/ApplicationELB"
    | "AWS/Bedrock"
    | "AWS/Bedrock-AgentCore"
    | "AWS/ECS"
    | "AWS/Lambda"
    | "AWS/SQS"
    | "AWS/States";
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Average" | "Maximum" | "Sum";
  readonly above: number;
  readonly description: string;
}

/** Metrics: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (read 2026-11). */
export function functionWatches(handler: InferenceFunction): Watch[] {
  const dimensions = { FunctionName: handler.functionName };
  const slowMs = handler.timeoutSeconds * 1_000 * SLOW;
  const of = (metric: string, statistic: Watch["statistic"], above: number, description: string): Watch => ({
    name: `${handler.name}-${metric.toLowerCase()}`,
    namespace: "AWS/Lambda",
    metric,
    dimensions,
    statistic,
    above,
    description: `${handler.name}: ${description}`,
  });
  return [
    of("Errors", "Sum", 0, "an invocation failed"),
    of("Throttles", "Sum", 0, "invocations came faster than its reserved concurrency lets through"),
    of("Duration", "Maximum", slowMs, `an invocation took more than ${SLOW * 100}% of its timeout`),
    waiting(
      `${handler.name}-dead-letters`,
      handler.deadLetterQueueName,
      `${handler.name}: events that could not be handled wait in its dead-letter queue`,
    ),
  ];
}

/** Metrics: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11). */
export function profileWatches(models: ModelAccess | undefined): Watch[] {
  return Object.entries(models?.profileArns ?? {}).flatMap(([model, arn]) => {
    const dimensions = { ModelId: modelDimension(arn) };
    const of = (suffix: string, metric: string, above: number, description: string): Watch => ({
      name: `${kebab(model)}-${suffix}`,
      namespace: "AWS/Bedrock",
      metric,
      dimensions,
      statistic: "Sum",
      above,
      description: `${model}: ${description}`,
    });
    return [
      of("client-errors", "InvocationClientErrors", CLIENT_ERRORS, "calls are refused as malformed or not permitted"),
      of("server-errors", "InvocationServerErrors", 0, "Bedrock failed"),
      of("throttles", "InvocationThrottles", 0, "the quota of requests or tokens is used up"),
    ];
  });
}

/**
 * AgentCore counts invocations by the runtime's ARN, the operation, and `<runtime>::<endpoint>`.
 * Metrics: https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html (read 2026-11).
 */
export function agentWatches({ name, runtimeArn, runtimeName, endpointName }: AgentRuntime): Watch[] {
  const dimensions = {
    Resource: runtimeArn,
    Operation: "InvokeAgentRuntime",
    Name: pulumi.interpolate`${runtimeName}::${endpointName}`,
  };
  const of = (suffix: string, metric: string, description: string): Watch => ({
    name: `${name}-${suffix}`,
    namespace: "AWS/Bedrock-AgentCore",
    metric,
    dimensions,
    statistic: "Sum",
    above: 0,
    description: `${name}: ${description}`,
  });
  return [
    of("errors", "SystemErrors", "the agent, or what runs it, failed"),
    of("throttles", "Throttles", "the quota of sessions or requests is used up"),
  ];
}

/** Metrics: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html (read 2026-11). */
export function workflowWatches({ name, stateMachineArn }: Workflow): Watch[] {
  const of = (suffix: string, metric: string, description: string): Watch => ({
    name: `${name}-${suffix}`,
    namespace: "AWS/States",
    metric,
    dimensions: { StateMachineArn: stateMachineArn },
    statistic: "Sum",
    above: 0,
    description: `${name}: ${description}`,
  });
  return [
    of("failed", "ExecutionsFailed", "an execution failed"),
    of("timed-out", "ExecutionsTimedOut", "an execution took longer than it may"),
    of("throttled", "ExecutionThrottled", "steps wait for the account's quota of transitions"),
  ];
}

export function queueWatches({ name, queueName }: WorkloadQueue): Watch[] {
  return [waiting(`${name}-waiting`, queueName, `${name}: messages wait in a queue that should be empty`)];
}

/** Metrics: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html (read 2026-11). */
function waiting(name: string, queueName: pulumi.Input<string>, description: string): Watch {
  return {
    name,
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    above: 0,
    description,
  };
}
