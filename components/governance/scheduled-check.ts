import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as scheduler from "@pulumi/aws/scheduler";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { type FunctionCode, InferenceFunction } from "../lambda/inference-function";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Schedule, network and alarm topic of a check. */
export interface CheckArgs extends PlinthComponentArgs {
  /** Key that encrypts the function and its schedule. Its key policy must allow `lambda` and `logs`. */
  readonly key: EncryptionKey;
  /** Private subnets of the function. Their security group must reach the endpoints of the services that it reads. */
  readonly network: WorkloadNetwork;
  /** Schedule expression of Amazon EventBridge Scheduler: `rate(…)` or `cron(…)`. Default: `rate(1 day)`. */
  readonly schedule?: string;
  /** ARN of the topic that the alarm notifies: `WorkloadAlarms.topicArn`. Default: none. */
  readonly alarmTopicArn?: pulumi.Input<string>;
}

/** Arguments of {@link ScheduledCheck}. */
export interface ScheduledCheckArgs extends CheckArgs {
  /** Measured quantity, for descriptions: `share of golden cases that were answered well`. */
  readonly measures: string;
  /** Threshold of the alarm, in the unit of the value, and the side on which it is triggered. */
  readonly alarm: { readonly below: number } | { readonly above: number };
  /** Handler that logs `{ event: "checked", value: <number> }` with `console.info`. */
  readonly code: FunctionCode;
  /** Environment variables in addition to `WORKLOAD`, `ENVIRONMENT` and `ACCOUNT_ID`. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Timeout of a run, in seconds. Bounds: 3 to 900. Default: 900. */
  readonly timeoutSeconds?: number;
}

/** Period of the alarm, the maximum for a single evaluation period. */
const DAY_SECONDS = 24 * 3600;

/**
 * A function that runs on a schedule and measures one value, with an alarm on it.
 *
 * Creates the function and its role, the schedule that invokes it, a metric of the value that it logs, and an alarm. Grant
 * {@link role} access to the data that the check reads. Pass {@link handler} to `WorkloadAlarms` for alarms on failed runs.
 *
 * @example
 * new ScheduledCheck("freshness", {
 *   workload,
 *   key,
 *   network,
 *   measures: "days since the last ingestion",
 *   alarm: { above: 2 },
 *   code: { entry: require.resolve("./freshness") },
 * });
 */
export class ScheduledCheck extends PlinthComponent {
  /** Role of the function. Grant it access to the data that the check reads. */
  readonly role: WorkloadRole;
  /** Function that runs the check. */
  readonly handler: InferenceFunction;
  /** Name of the metric, in the namespace `Plinth`. */
  readonly metricName: string;

  constructor(name: string, args: ScheduledCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ScheduledCheck", name, args, opts, faults(name, args));
    const { workload, key, network, code, environment, timeoutSeconds = 900 } = args;
    this.metricName = this.physicalName();
    this.role = new WorkloadRole(`${name}-check`, { workload, service: "lambda" }, { parent: this });
    this.handler = new InferenceFunction(
      `${name}-check`,
      {
        workload,
        role: this.role,
        network,
        key,
        code,
        environment: {
          WORKLOAD: workload.name,
          ENVIRONMENT: workload.environment,
          ACCOUNT_ID: workload.accountId,
          ...environment,
        },
        timeoutSeconds,
        // Concurrent runs would count twice.
        reservedConcurrency: 1,
      },
      { parent: this },
    );
    this.#createSchedule(args);
    this.#measure();
    this.#alarm(args);
    this.registerOutputs({ metricName: this.metricName });
  }

  #createSchedule({ workload, key, schedule = "rate(1 day)", measures }: ScheduledCheckArgs): void {
    const role = new WorkloadRole(`${this.name}-schedule`, { workload, service: "scheduler" }, { parent: this });
    role.allow("run", { actions: ["lambda:InvokeFunction"], resources: [this.handler.functionArn] });
    key.grantDecrypt(role);
    new scheduler.Schedule(
      `${this.name}-schedule`,
      {
        description: `Measures ${measures}`,
        scheduleExpression: schedule,
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 15 },
        kmsKeyArn: key.keyArn,
        target: {
          arn: this.handler.functionArn,
          roleArn: role.roleArn,
          retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3_600 },
        },
      },
      this.child({ dependsOn: [role] }),
    );
  }

  /** A metric filter of the logs, so that the function needs no permission for CloudWatch and no VPC endpoint. */
  #measure(): void {
    new cloudwatch.LogMetricFilter(
      `${this.name}-value`,
      {
        name: this.metricName,
        logGroupName: this.handler.logGroupName,
        pattern: '{ $.message.event = "checked" }',
        metricTransformation: { namespace: "Plinth", name: this.metricName, value: "$.message.value" },
      },
      this.child(),
    );
  }

  #alarm({ alarm, measures, alarmTopicArn }: ScheduledCheckArgs): void {
    const actions = alarmTopicArn === undefined ? [] : [alarmTopicArn];
    const below = "below" in alarm;
    new cloudwatch.MetricAlarm(
      `${this.name}-alarm`,
      {
        alarmDescription: `${this.name}: ${measures}`,
        namespace: "Plinth",
        metricName: this.metricName,
        statistic: below ? "Minimum" : "Maximum",
        period: DAY_SECONDS,
        evaluationPeriods: 1,
        comparisonOperator: below ? "LessThanThreshold" : "GreaterThanThreshold",
        threshold: below ? alarm.below : alarm.above,
        // The alarm keeps its state between two runs.
        treatMissingData: "ignore",
        alarmActions: actions,
        okActions: actions,
        tags: this.tags(),
      },
      this.child(),
    );
  }
}

/**
 * @internal Faults of a check's schedule.
 * @param type Class of the component, for the faults' ids.
 */
export function scheduleFaults(type: string, name: string, { schedule }: CheckArgs) {
  return faultsOf(`governance/${type}`, name, [
    schedule === undefined || /^(rate|cron)\([^()]+\)$/.test(schedule),
    "schedule",
    "a schedule such as rate(1 day) or cron(0 3 * * ? *)",
    schedule,
  ]);
}

function faults(name: string, args: ScheduledCheckArgs) {
  const threshold = "below" in args.alarm ? args.alarm.below : args.alarm.above;
  return [
    ...scheduleFaults("ScheduledCheck", name, args),
    ...faultsOf(
      "governance/ScheduledCheck",
      name,
      [Number.isFinite(threshold), "alarm", "a number", String(threshold)],
      [args.measures.trim() !== "", "measures", "what is checked, in a few words"],
    ),
  ];
}
