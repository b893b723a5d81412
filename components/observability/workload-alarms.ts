import * as budgets from "@pulumi/aws/budgets";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import type { AgentRuntime } from "../agentcore/agent-runtime";
import type { ContainerService } from "../ecs/container-service";
import type { StreamingService } from "../ecs/streaming-service";
import type { EksStreamingService } from "../eks/eks-streaming-service";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import type { InferenceFunction } from "../lambda/inference-function";
import type { WorkloadQueue } from "../lambda/workload-queue";
import type { ModelAccess } from "../model-access/model-access";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import type { Workflow } from "../step-functions/workflow";
import { balancerWatches, serviceWatches } from "./container-watches";
import { kebab } from "./metrics";
import { agentWatches, functionWatches, profileWatches, queueWatches, type Watch, workflowWatches } from "./watches";

export interface WorkloadAlarmsArgs extends PlinthComponentArgs {
  /** Encrypts what the topic carries. Its policy must let `cloudwatch` and `budgets` use it. */
  readonly key: EncryptionKey;
  /**
   * US dollars that the workload is expected to cost a month, in all regions. Bounds: above 0. Default: no budget, as in a
   * workload's second region, whose spend the first one's counts.
   */
  readonly monthlyUsd?: number;
  /** Functions to watch. Default: none. */
  readonly functions?: readonly InferenceFunction[];
  /** Workflows to watch. Default: none. */
  readonly workflows?: readonly Workflow[];
  /** Queues in which nothing should wait, such as those of what failed. Default: none. */
  readonly queues?: readonly WorkloadQueue[];
  /** Agents to watch. Default: none. */
  readonly agents?: readonly AgentRuntime[];
  /** Containers to watch. Default: none. */
  readonly services?: readonly ContainerService[];
  /** Containers to watch together with the load balancer in front of them. Default: none. */
  readonly streams?: readonly (StreamingService | EksStreamingService)[];
  /** Models to watch. Default: none. */
  readonly models?: ModelAccess;
  /** Addresses that alarms are sent to; each must confirm once. Default: none, the topic is subscribed to elsewhere. */
  readonly emails?: readonly string[];
}

const PERIOD_SECONDS = 300;

/** Share of the budget, in percent, and whether it is spent already or forecast to be. */
const BUDGET_STEPS = [
  { threshold: 80, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "FORECASTED" },
];

/**
 * Tells somebody when a workload fails, is throttled, slows down or spends too much.
 *
 * Creates an encrypted topic that only this account's alarms and budgets publish to; alarms on errors, throttles,
 * duration near the timeout and dead letters of each function, on failures, timeouts and throttles of each workflow, on
 * what waits in each queue, on errors and throttles of each agent, on full tasks of each container service, on errors
 * and unhealthy tasks behind each load balancer, and on errors and throttles of each model's profile; and a monthly
 * budget of what carries the workload's tags. The budget counts nothing until the organisation activates the standard's
 * workload and environment tags for cost allocation.
 *
 * @example
 * new WorkloadAlarms("alarms", { workload, key, models, functions: [handler], monthlyUsd: 4000, emails: ["ops@example.com"] });
 */
export class WorkloadAlarms extends PlinthComponent {
  /** Known in preview: computed from the name. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadAlarms", name, args, opts, faults(name, args));
    const { functions = [], workflows = [], queues = [], agents = [], services = [], streams = [] } = args;
    const { models, emails = [] } = args;

    const topic = this.createTopic(args.key);
    this.topicArn = this.arn("sns", topic.name);
    const publishers = this.allowPublishing(topic);
    for (const email of emails) this.subscribe(email);
    const watches = [
      ...functions.flatMap(functionWatches),
      ...workflows.flatMap(workflowWatches),
      ...queues.flatMap(queueWatches),
      ...agents.flatMap(agentWatches),
      ...[...services, ...streams.flatMap((stream) => ("service" in stream ? [stream.service] : []))].flatMap(
        serviceWatches,
      ),
      ...streams.flatMap(balancerWatches),
      ...profileWatches(models),
    ];
    for (const watch of watches) this.createAlarm(watch);
    if (args.monthlyUsd !== undefined) this.createBudget(args.monthlyUsd, publishers);

    this.registerOutputs({ topicArn: this.topicArn });
  }

  /** Watches a function that was made after the alarms, because it tells them itself when something is wrong. */
  watch(handler: InferenceFunction): void {
    for (const watch of functionWatches(handler)) this.createAlarm(watch);
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

function faults(name: string, { monthlyUsd, emails = [] }: WorkloadAlarmsArgs) {
  return faultsOf(
    "observability/WorkloadAlarms",
    name,
    [
      monthlyUsd === undefined || (Number.isFinite(monthlyUsd) && monthlyUsd > 0),
      "monthlyUsd",
      "US dollars a month, above 0",
      String(monthlyUsd),
    ],
    ...emails.map(
      (email, index) =>
        [/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email), `emails[${index}]`, "an e-mail address", email] as const,
    ),
  );
}
