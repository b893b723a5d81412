import { findModel } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerService } from "../ecs/container-service";
import type { InferenceFunction } from "../lambda/inference-function";
import type { ModelAccess } from "../model-access/model-access";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { layOut, type Metric, type Panel } from "./dashboard-layout";
import { modelDimension } from "./metrics";

export interface WorkloadDashboardArgs extends PlinthComponentArgs {
  /** Models whose tokens, latency, errors, throttles, cost and guardrail are shown. Default: none. */
  readonly models?: ModelAccess;
  /** Functions whose errors, throttles, duration and dead letters are shown. Default: none. */
  readonly functions?: readonly InferenceFunction[];
  /** Container services whose load is shown. Default: none. */
  readonly services?: readonly ContainerService[];
  /** Names of queues whose depth is shown, beside the functions' dead letters. Default: none. */
  readonly queueNames?: readonly pulumi.Input<string>[];
}

/**
 * One page that tells how a workload is: tokens, latency, errors, throttles, cost, guardrail interventions, queue depth.
 *
 * Creates a CloudWatch dashboard with a panel for each question that its parts can answer. Cost is tokens times the
 * catalogue's prices: an estimate within minutes, where the bill takes a day.
 *
 * @example
 * new WorkloadDashboard("dashboard", { workload, models, functions: [handler] });
 */
export class WorkloadDashboard extends PlinthComponent {
  /** Known in preview. */
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: WorkloadDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadDashboard", name, args, opts, faults(name, args));
    const { models, functions = [], services = [], queueNames = [] } = args;
    const panels = [
      ...(models ? this.modelPanels(models) : []),
      ...functionPanels(functions),
      ...queuePanels([...functions.map(({ deadLetterQueueName }) => deadLetterQueueName), ...queueNames]),
      ...servicePanels(services),
    ];
    const dashboard = new cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: this.physicalName(),
        dashboardBody: pulumi.jsonStringify(layOut(panels, this.workload.region)),
      },
      this.child(),
    );
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }

  /** https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11). */
  private modelPanels(models: ModelAccess): Panel[] {
    const profiles = Object.entries(models.profileArns).map(([id, arn]) => ({ id, ModelId: modelDimension(arn) }));
    const each = (name: string, stat: string, label: string): Metric[] =>
      profiles.map(({ id, ModelId }) => ({
        namespace: "AWS/Bedrock",
        name,
        stat,
        dimensions: { ModelId },
        label: `${id} ${label}`,
      }));
    const guardrail = {
      GuardrailArn: this.arn("bedrock", pulumi.interpolate`guardrail/${models.guardrailId}`),
      GuardrailVersion: models.guardrailVersion,
    };
    const guardrailMetric = (name: string, label: string): Metric => ({
      namespace: "AWS/Bedrock/Guardrails",
      name,
      stat: "Sum",
      dimensions: guardrail,
      label,
    });
    return [
      {
        title: "Tokens",
        metrics: [...each("InputTokenCount", "Sum", "in"), ...each("OutputTokenCount", "Sum", "out")],
      },
      {
        title: "Model latency (ms)",
        metrics: [...each("InvocationLatency", "p50", "p50"), ...each("InvocationLatency", "p99", "p99")],
      },
      {
        title: "Model errors",
        metrics: [
          ...each("InvocationClientErrors", "Sum", "refused"),
          ...each("InvocationServerErrors", "Sum", "failed"),
        ],
      },
      { title: "Model throttles", metrics: each("InvocationThrottles", "Sum", "throttled") },
      { title: "Estimated cost (USD)", metrics: profiles.flatMap((profile, index) => this.cost(profile, index)) },
      {
        // https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-guardrails-cw-metrics.html (read 2026-11).
        title: "Guardrail",
        metrics: [guardrailMetric("Invocations", "assessed"), guardrailMetric("InvocationsIntervened", "intervened")],
      },
    ];
  }

  /** Tokens are metrics that are not drawn; what they cost is an expression over them. */
  private cost({ id, ModelId }: { id: string; ModelId: pulumi.Output<string> }, index: number): Metric[] {
    const prices = findModel(this.standard, id)?.prices;
    if (!prices) return [];
    const { inputPerMillionUsd, outputPerMillionUsd } = prices;
    const tokens = (name: string, metricId: string): Metric => ({
      namespace: "AWS/Bedrock",
      name,
      stat: "Sum",
      dimensions: { ModelId },
      id: metricId,
      hidden: true,
    });
    return [
      tokens("InputTokenCount", `in${index}`),
      tokens("OutputTokenCount", `out${index}`),
      {
        expression: `(in${index} * ${inputPerMillionUsd} + out${index} * ${outputPerMillionUsd}) / 1000000`,
        id: `usd${index}`,
        label: id,
      },
    ];
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (read 2026-11). */
function functionPanels(functions: readonly InferenceFunction[]): Panel[] {
  if (functions.length === 0) return [];
  const each = (name: string, stat: string, label: string): Metric[] =>
    functions.map((handler) => ({
      namespace: "AWS/Lambda",
      name,
      stat,
      dimensions: { FunctionName: handler.functionName },
      label: `${handler.name} ${label}`,
    }));
  return [
    {
      title: "Functions",
      metrics: [
        ...each("Invocations", "Sum", "invoked"),
        ...each("Errors", "Sum", "failed"),
        ...each("Throttles", "Sum", "throttled"),
      ],
    },
    {
      title: "Function duration (ms)",
      metrics: [...each("Duration", "p50", "p50"), ...each("Duration", "Maximum", "slowest")],
    },
  ];
}

function queuePanels(names: readonly pulumi.Input<string>[]): Panel[] {
  if (names.length === 0) return [];
  const metrics = names.map(
    (QueueName): Metric => ({
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      stat: "Maximum",
      dimensions: { QueueName },
    }),
  );
  return [{ title: "Messages that wait", metrics }];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html (read 2026-11). */
function servicePanels(services: readonly ContainerService[]): Panel[] {
  if (services.length === 0) return [];
  const each = (name: string, label: string): Metric[] =>
    services.map((service) => ({
      namespace: "AWS/ECS",
      name,
      stat: "Average",
      dimensions: { ClusterName: service.clusterName, ServiceName: service.serviceName },
      label: `${service.name} ${label}`,
    }));
  return [
    {
      title: "Container load (%)",
      metrics: [...each("CPUUtilization", "CPU"), ...each("MemoryUtilization", "memory")],
    },
  ];
}

function faults(name: string, { models, functions = [], services = [], queueNames = [] }: WorkloadDashboardArgs) {
  const shown = models !== undefined || functions.length + services.length + queueNames.length > 0;
  return faultsOf("observability/WorkloadDashboard", name, [
    shown,
    "models",
    "models, functions, services or queueNames: something to show",
  ]);
}
