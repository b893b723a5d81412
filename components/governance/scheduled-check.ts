import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as scheduler from "@pulumi/aws/scheduler";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { type FunctionCode, InferenceFunction } from "../lambda/inference-function";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** When and where a check runs, and who is told. */
export interface CheckArgs extends PlinthComponentArgs {
  /** Encrypts the function and its schedule. Its policy must let `lambda` and `logs` use it. */
  readonly key: EncryptionKey;
  /** Where the function runs: private subnets whose security group reaches the endpoints of what it reads. */
  readonly network: WorkloadNetwork;
  /** `rate(…)` or `cron(…)`. Default: once a day. */
  readonly schedule?: string;
  /** Topic that the alarm tells: `WorkloadAlarms.topicArn`. Default: none, the alarm is looked at. */
  readonly alarmTopicArn?: pulumi.Input<string>;
}

export interface ScheduledCheckArgs extends CheckArgs {
  /** What is checked, in a few words: `share of golden cases that were answered well`. */
  readonly measures: string;
  /** The value at which somebody is told: when it is below, or above. */
  readonly alarm: { readonly below: number } | { readonly above: number };
  /** A handler that logs `{ event: "checked", value: <number> }` with `console.info`. */
  readonly code: FunctionCode;
  /** Environment variables beside `WORKLOAD`, `ENVIRONMENT` and `ACCOUNT_ID`. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Bounds: 3 to 900. Default: 900. */
  readonly timeoutSeconds?: number;
}

/** The longest period for which CloudWatch sums up what a check found. */
const DAY_SECONDS = 24 * 3600;

/**
 * A function that runs again and again and says in one number how things are.
 *
 * Creates the function with a role of its own, the schedule that invokes it, a metric of the number that it logs, and an
 * alarm on it. What the check may read is granted to {@link role}. That it runs at all is what `WorkloadAlarms` watches:
 * give it {@link handler}.
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
  readonly role: WorkloadRole;
  readonly handler: InferenceFunction;
  /** Of the namespace `Plinth`. Known in preview. */
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
        // Two runs at a time would count twice.
        reservedConcurrency: 1,
      },
      { parent: this },
    );
    this.#runRegularly(args);
    this.#measure();
    this.#alarm(args);
    this.registerOutputs({ metricName: this.metricName });
  }

  #runRegularly({ workload, key, schedule = "rate(1 day)", measures }: ScheduledCheckArgs): void {
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

  /** From a log line, so that the function needs neither permission nor a way to CloudWatch. */
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
        // Between two checks nothing has changed.
        treatMissingData: "ignore",
        alarmActions: actions,
        okActions: actions,
        tags: this.tags(),
      },
      this.child(),
    );
  }
}

/** @internal What is wrong with when a check runs, told of the component that `type` names. */
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
