import * as budgets from "@pulumi/aws/budgets";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import type { ModelAccess } from "../model-access/model-access";
import type { InferenceFunction } from "../orchestration/inference-function";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { kebab, modelDimension } from "./metrics";

export interface WorkloadAlarmsArgs extends PlinthComponentArgs {
  /** Encrypts what the topic carries. Its policy must let `cloudwatch` and `budgets` use it. */
  readonly key: EncryptionKey;
  /** US dollars that the workload is expected to cost a month. Bounds: above 0. */
  readonly monthlyUsd: number;
  /** Functions to watch. Default: none. */
  readonly functions?: readonly InferenceFunction[];
  /** Models to watch. Default: none. */
  readonly models?: ModelAccess;
  /** Addresses that alarms are sent to; each must confirm once. Default: none, the topic is subscribed to elsewhere. */
  readonly emails?: readonly string[];
}

const PERIOD_SECONDS = 300;

/** Share of its timeout that a function's slowest invocation may take. */
const SLOW = 0.8;

/** Failed calls to one model in a period: one malformed request is a customer's, several are ours. */
const CLIENT_ERRORS = 5;

/** Share of the budget, in percent, and whether it is spent already or forecast to be. */
const BUDGET_STEPS = [
  { threshold: 80, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "FORECASTED" },
];

/** One alarm: the metric, and the value above which it rings. */
interface Watch {
  readonly name: string;
  readonly namespace: "AWS/Bedrock" | "AWS/Lambda" | "AWS/SQS";
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Maximum" | "Sum";
  readonly above: number;
  readonly description: string;
}

/**
 * Tells somebody when a workload fails, is throttled, slows down or spends too much.
 *
 * Creates an encrypted topic that only this account's alarms and budgets publish to; alarms on errors, throttles,
 * duration near the timeout and dead letters of each function, and on errors and throttles of each model's profile; and
 * a monthly budget of what carries the workload's tags. The budget counts nothing until the organisation activates the
 * standard's workload and environment tags for cost allocation.
 *
 * @example
 * new WorkloadAlarms("alarms", { workload, key, models, functions: [handler], monthlyUsd: 4000, emails: ["ops@example.com"] });
 */
export class WorkloadAlarms extends PlinthComponent {
  /** Known in preview: computed from the name. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadAlarms", name, args, opts, faults(name, args));
    const { functions = [], models, emails = [] } = args;

    const topic = this.createTopic(args.key);
    this.topicArn = this.arn("sns", topic.name);
    const publishers = this.allowPublishing(topic);
    for (const email of emails) this.subscribe(email);
    for (const watch of [...functions.flatMap(functionWatches), ...profileWatches(models)]) this.createAlarm(watch);
    this.createBudget(args.monthlyUsd, publishers);

    this.registerOutputs({ topicArn: this.topicArn });
  }

  private createTopic(key: EncryptionKey): sns.Topic {
    return new sns.Topic(
      `${this.name}-topic`,
      { name: this.physicalName(), kmsMasterKeyId: key.keyArn, tags: this.tags() },
      this.child(),
    );
  }

  /** Sources: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html (read 2026-11). */
  private allowPublishing(topic: sns.Topic): sns.TopicPolicy {
    const { partition, region, accountId } = this.workload;
    const publisher = (service: string, source: string) => ({
      Sid: `PublishedTo-${service}`.replaceAll("-", ""),
      Effect: "Allow" as const,
      Principal: { Service: `${service}.amazonaws.com` },
      Action: "sns:Publish",
      Resource: this.topicArn,
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:${source}` },
      },
    });
    return new sns.TopicPolicy(
      `${this.name}-publishers`,
      {
        arn: topic.arn,
        policy: policyDocument([
          publisher("cloudwatch", `cloudwatch:${region}:${accountId}:alarm:*`),
          publisher("budgets", `budgets::${accountId}:*`),
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: this.topicArn,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      this.child(),
    );
  }

  private subscribe(email: string): void {
    new sns.TopicSubscription(
      `${this.name}-${kebab(email)}`,
      { topic: this.topicArn, protocol: "email", endpoint: email },
      this.child(),
    );
  }

  private createAlarm(watch: Watch): void {
    new cloudwatch.MetricAlarm(
      `${this.name}-${watch.name}`,
      {
        alarmDescription: watch.description,
        namespace: watch.namespace,
        metricName: watch.metric,
        dimensions: watch.dimensions,
        statistic: watch.statistic,
        period: PERIOD_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: watch.above,
        // A workload that nobody uses is not in alarm.
        treatMissingData: "notBreaching",
        alarmActions: [this.topicArn],
        okActions: [this.topicArn],
        tags: this.tags(),
      },
      this.child(),
    );
  }

  private createBudget(monthlyUsd: number, publishers: sns.TopicPolicy): void {
    const { workload, environment } = this.standard.tagKeys;
    const tagged = (key: string, value: string) => ({ tags: { key, values: [value], matchOptions: ["EQUALS"] } });
    new budgets.Budget(
      `${this.name}-budget`,
      {
        accountId: this.workload.accountId,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: monthlyUsd.toFixed(2),
        limitUnit: "USD",
        metrics: "UnblendedCost",
        filterExpression: {
          ands: [tagged(workload, this.workload.name), tagged(environment, this.workload.environment)],
        },
        notifications: BUDGET_STEPS.map((step) => ({
          ...step,
          comparisonOperator: "GREATER_THAN",
          thresholdType: "PERCENTAGE",
          subscriberSnsTopicArns: [this.topicArn],
        })),
        tags: this.tags(),
      },
      this.child({ dependsOn: [publishers] }),
    );
  }
}

/** Metrics: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html (read 2026-11). */
function functionWatches(handler: InferenceFunction): Watch[] {
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
    {
      name: `${handler.name}-dead-letters`,
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: handler.deadLetterQueueName },
      statistic: "Maximum",
      above: 0,
      description: `${handler.name}: events that could not be handled wait in its dead-letter queue`,
    },
  ];
}

/** Metrics: https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11). */
function profileWatches(models: ModelAccess | undefined): Watch[] {
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

function faults(name: string, { monthlyUsd, emails = [] }: WorkloadAlarmsArgs) {
  return faultsOf(
    "observability/WorkloadAlarms",
    name,
    [Number.isFinite(monthlyUsd) && monthlyUsd > 0, "monthlyUsd", "US dollars a month, above 0", String(monthlyUsd)],
    ...emails.map(
      (email, index) =>
        [/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email), `emails[${index}]`, "an e-mail address", email] as const,
    ),
  );
}
