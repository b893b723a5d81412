import * as budgets from "@pulumi/aws/budgets";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";
import type { AgentRuntime } from "../agentcore/agent-runtime";
import { emailChecks } from "../argument-checks";
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
import {
  type AlarmDefinition,
  agentAlarms,
  functionAlarms,
  profileAlarms,
  queueAlarms,
  workflowAlarms,
} from "./alarm-definitions";
import { balancerAlarms, serviceAlarms } from "./container-alarms";
import { kebab } from "./metrics";

/** Arguments of {@link WorkloadAlarms}. */
export interface WorkloadAlarmsArgs extends PlinthComponentArgs {
  /** Key that encrypts the topic. Its key policy must allow `cloudwatch` and `budgets`. */
  readonly key: EncryptionKey;
  /**
   * Monthly budget of the workload in all regions, in US dollars. Bounds: above 0. Default: no budget, for a workload's
   * second region, which the budget of the first one includes.
   */
  readonly monthlyUsd?: number;
  /** Functions to monitor. Default: none. */
  readonly functions?: readonly InferenceFunction[];
  /** Workflows to monitor. Default: none. */
  readonly workflows?: readonly Workflow[];
  /** Queues that should be empty, such as dead-letter queues. Default: none. */
  readonly queues?: readonly WorkloadQueue[];
  /** Agents to monitor. Default: none. */
  readonly agents?: readonly AgentRuntime[];
  /** Container services to monitor. Default: none. */
  readonly services?: readonly ContainerService[];
  /** Container services to monitor together with their load balancers. Default: none. */
  readonly streams?: readonly (StreamingService | EksStreamingService)[];
  /** Models to monitor. Default: none. */
  readonly models?: ModelAccess;
  /** E-mail addresses that get the alarms. Each must confirm the subscription. Default: none. */
  readonly emails?: readonly string[];
}

const PERIOD_SECONDS = 300;

/** Notifications of the budget: threshold in percent, of actual or of forecast spend. */
const BUDGET_NOTIFICATIONS = [
  { threshold: 80, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "ACTUAL" },
  { threshold: 100, notificationType: "FORECASTED" },
];

/**
 * Alarms and a budget of a workload, with one topic for notifications.
 *
 * Creates an encrypted topic that only alarms and budgets of this account may publish to, CloudWatch alarms, and a monthly
 * cost budget filtered by the workload's tags. The alarms cover: errors, throttles, duration and dead letters of each
 * function; failures, timeouts and throttles of each workflow; messages in each queue; errors and throttles of each agent;
 * CPU and memory of each container service; errors and unhealthy targets of each load balancer; errors and throttles of each
 * model's profile. The budget has no data until the organisation activates the standard's workload and environment tags for
 * cost allocation.
 *
 * @example
 * new WorkloadAlarms("alarms", { workload, key, models, functions: [handler], monthlyUsd: 4000, emails: ["ops@example.com"] });
 */
export class WorkloadAlarms extends PlinthComponent {
  /** ARN of the topic for notifications. Known in preview, because it is computed from the name. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("WorkloadAlarms", name, args, opts, faults(name, args));
    const { functions = [], workflows = [], queues = [], agents = [], services = [], streams = [] } = args;
    const { models, emails = [] } = args;

    const topic = this.createTopic(args.key);
    this.topicArn = this.arn("sns", topic.name);
    const publishers = this.allowPublishing(topic);
    for (const email of emails) this.subscribe(email);
    const alarms = [
      ...functions.flatMap(functionAlarms),
      ...workflows.flatMap(workflowAlarms),
      ...queues.flatMap(queueAlarms),
      ...agents.flatMap(agentAlarms),
      ...[...services, ...streams.flatMap((stream) => ("service" in stream ? [stream.service] : []))].flatMap(
        serviceAlarms,
      ),
      ...streams.flatMap(balancerAlarms),
      ...profileAlarms(models),
    ];
    for (const alarm of alarms) this.createAlarm(alarm);
    if (args.monthlyUsd !== undefined) this.createBudget(args.monthlyUsd, publishers);

    this.registerOutputs({ topicArn: this.topicArn });
  }

  /** Adds alarms of a function that is created after this component, because it publishes to its topic. */
  addFunction(handler: InferenceFunction): void {
    for (const alarm of functionAlarms(handler)) this.createAlarm(alarm);
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

  private createAlarm({
    name,
    description,
    namespace,
    metric,
    dimensions,
    statistic,
    threshold,
  }: AlarmDefinition): void {
    new cloudwatch.MetricAlarm(
      `${this.name}-${name}`,
      {
        alarmDescription: description,
        namespace,
        metricName: metric,
        dimensions,
        statistic,
        period: PERIOD_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold,
        // No traffic does not trigger the alarm.
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
        notifications: BUDGET_NOTIFICATIONS.map((notification) => ({
          ...notification,
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
    ...emailChecks(emails),
  );
}
