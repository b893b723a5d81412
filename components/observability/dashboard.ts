import { findModel } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerService } from "../ecs/container-service";
import type { InferenceFunction } from "../lambda/inference-function";
import type { ModelAccess } from "../model-access/model-access";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { layOut, type Metric, type Panel } from "./dashboard-layout";
import { modelDimension } from "./metrics";

/** Arguments of {@link WorkloadDashboard}. At least one member must have an element. */
export interface WorkloadDashboardArgs extends PlinthComponentArgs {
  /** Models: tokens, latency, errors, throttles, estimated cost and guardrail interventions. Default: none. */
  readonly models?: ModelAccess;
  /** Functions: invocations, errors, throttles, duration and dead letters. Default: none. */
  readonly functions?: readonly InferenceFunction[];
  /** Container services: CPU and memory utilisation. Default: none. */
  readonly services?: readonly ContainerService[];
  /** Names of further queues whose depth is shown. Default: none. */
  readonly queueNames?: readonly pulumi.Input<string>[];
}

/**
 * A dashboard of a workload: tokens, latency, errors, throttles, cost, guardrail interventions and queue depth.
 *
 * Creates a CloudWatch dashboard with the widgets that apply to the given resources. The cost is an estimate from token
 * metrics and the catalogue's prices. It is available within minutes; the bill takes a day.
 *
 * @example
 * new WorkloadDashboard("dashboard", { workload, models, functions: [handler] });
 */
export class WorkloadDashboard extends PlinthComponent {
  /** Name of the dashboard. Known in preview. */
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

  /** Estimated cost of a model: an expression over hidden token metrics. */
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
