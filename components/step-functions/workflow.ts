import { type Fault, isAtLeast, LOG_RETENTION_DAYS, logRetentionDays, retentionRange } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sfn from "@pulumi/aws/sfn";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { allSteps, reachable, type State, type Step, sequence } from "./workflow-step";

export interface WorkflowArgs extends PlinthComponentArgs {
  /** One after another, unless a step says where to go. Bounds: at least one; each name once. */
  readonly steps: readonly Step[];
  /** Encrypts definition, executions and logs. Its policy must let `states`, `logs` and `delivery.logs` use it. */
  readonly key: EncryptionKey;
  /** What is done when a step fails, before the execution fails: `$.error` says why. Default: nothing. */
  readonly onFailure?: readonly Step[];
  /** Seconds that one execution may take. Bounds: 1 to 31,536,000 (a year). Default: 86,400 (a day). */
  readonly timeoutSeconds?: number;
  /** Days; one of CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
}

/** Where a failed execution ends. */
const FAILED = "Failed";

const DAY_SECONDS = 24 * 3600;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/**
 * Steps that a workload takes in order, each tried again when what went wrong passes, and led to one place when it does
 * not: an AWS Step Functions state machine.
 *
 * Creates a standard workflow under the workload's key, with X-Ray tracing and a log group of all its events (without
 * what is processed, for confidential data and above), and a role that may do what the steps do and nothing else. The
 * definition is known in preview unless a step asks a model itself.
 *
 * @example
 * const failures = new WorkloadQueue("failures", { workload, key });
 * new Workflow("intake", {
 *   workload,
 *   key,
 *   steps: [steps.invoke("Sort", { handler, payload: { "text.$": "$.text" }, result: "sorted" })],
 *   onFailure: [steps.send("Set aside", { queue: failures, message: { "error.$": "$.error" } })],
 * });
 */
export class Workflow extends PlinthComponent {
  /** Known in preview. */
  readonly stateMachineName: string;
  /** Known in preview: computed from the name. */
  readonly stateMachineArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** The role that the steps are done with. */
  readonly role: WorkloadRole;
  readonly timeoutSeconds: number;
  readonly #arn: pulumi.Output<string>;

  constructor(name: string, args: WorkflowArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Workflow", name, args, opts, faults(name, args));
    const { workload } = args;
    this.stateMachineName = this.physicalName();
    this.timeoutSeconds = args.timeoutSeconds ?? DAY_SECONDS;
    // By name and not by the machine's output: what may answer its steps is created before it.
    this.#arn = this.arn("states", `stateMachine:${this.stateMachineName}`);

    const logGroup = this.#createLogGroup(args);
    this.role = new WorkloadRole(name, { workload, service: "states" }, { parent: this });
    this.#allowRunning(args);
    const machine = this.#createMachine(args, logGroup);

    this.stateMachineArn = this.arn("states", pulumi.interpolate`stateMachine:${machine.name}`);
    this.logGroupName = logGroup.name;
    const { stateMachineArn, logGroupName } = this;
    this.registerOutputs({ stateMachineArn, logGroupName });
  }

  /** Lets one role start executions. Step Functions encrypts their input as the workflow's own role. */
  grantStart(role: WorkloadRole): void {
    role.allow(`start-${this.name}`, { actions: ["states:StartExecution"], resources: [this.#arn] });
  }

  #createLogGroup({ workload, key, logRetentionDays: days }: WorkflowArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        // The prefix keeps the account's resource policy for delivered logs within its limit of characters:
        // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html (read 2026-11).
        name: `/aws/vendedlogs/states/${this.stateMachineName}`,
        retentionInDays: days ?? logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  #allowRunning({ steps, onFailure = [], key }: WorkflowArgs): void {
    const all = allSteps([...steps, ...onFailure]);
    this.role.allow(
      "run",
      // Log deliveries, their policies and traces have no resources to scope these to:
      // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html and concepts-xray-tracing.html (read 2026-11).
      {
        actions: [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ],
        resources: ["*"],
      },
    );
    const permissions = all.flatMap((step) => step.permissions ?? []);
    if (permissions.length > 0) this.role.allow("steps", ...permissions);
    key.grantEncrypt(this.role);
    key.grantDecrypt(this.role);
    const grants = new Map(all.flatMap((step) => [...(step.grants ?? [])]));
    for (const give of grants.values()) give({ role: this.role, arn: this.#arn });
  }

  #createMachine(args: WorkflowArgs, logGroup: cloudwatch.LogGroup): sfn.StateMachine {
    const { workload, key } = args;
    return new sfn.StateMachine(
      `${this.name}-machine`,
      {
        name: this.stateMachineName,
        type: "STANDARD",
        definition: definitionOf(args, this.timeoutSeconds),
        roleArn: this.role.roleArn,
        encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: key.keyArn },
        loggingConfiguration: {
          level: "ALL",
          includeExecutionData: !isAtLeast(workload.classification, "confidential"),
          logDestination: pulumi.interpolate`${this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}`)}:*`,
        },
        tracingConfiguration: { enabled: true },
        tags: this.tags(),
      },
      // Step Functions checks when it creates the machine that the role may deliver logs and use the key.
      this.child({ dependsOn: [this.role] }),
    );
  }
}

/** The Amazon States Language: https://states-language.net/spec.html (read 2026-11). */
function definitionOf(args: WorkflowArgs, timeoutSeconds: number): pulumi.Output<string> {
  const { workload, steps } = args;
  const StartAt = steps[0]?.name ?? FAILED;
  const states = statesOf(args);
  // AWS refuses what cannot be come to: a workflow without tasks has no failures.
  const reached = reachable(states, StartAt);
  const definition = {
    Comment: `${workload.name} in ${workload.environment}`,
    StartAt,
    TimeoutSeconds: timeoutSeconds,
    States: Object.fromEntries(Object.entries(states).filter(([name]) => reached.has(name))),
  };
  return pulumi.output(definition).apply((known) => JSON.stringify(known));
}

function statesOf({ workload, steps, onFailure = [] }: WorkflowArgs): Readonly<Record<string, State>> {
  const { partition } = workload;
  return {
    ...sequence(steps, { partition, next: undefined, failure: onFailure[0]?.name ?? FAILED }),
    ...sequence(onFailure, { partition, next: FAILED, failure: FAILED }),
    [FAILED]: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
  };
}

function faults(name: string, args: WorkflowArgs): Fault[] {
  const { workload, steps, onFailure = [], timeoutSeconds = DAY_SECONDS, logRetentionDays: days } = args;
  const all = allSteps([...steps, ...onFailure]);
  const names = all.map((step) => step.name);
  const range = retentionRange(workload.standard, workload.classification, "log");
  const inRange = LOG_RETENTION_DAYS.filter((d) => d >= range.minimumDays && d <= range.maximumDays);
  const machineName = physicalName(workload, name);
  const odd = names.filter(
    (step, index) => step.length < 1 || step.length > 60 || step === FAILED || names.indexOf(step) < index,
  );
  const lost = all.flatMap((step) => step.leadsTo ?? []).filter((target) => !names.includes(target));
  const reached = reachable(statesOf(args), steps[0]?.name ?? FAILED);
  const stranded = steps.filter((step) => !reached.has(step.name)).map((step) => step.name);
  const within = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  return faultsOf(
    "orchestration/Workflow",
    name,
    [machineName.length <= 80, "name", "a name that leaves the state machine's within 80 characters", machineName],
    [steps.length > 0 && (all.length === 0 || everyInner(all)), "steps", "at least one step, in each branch too"],
    [odd.length === 0, "steps", `names of 1 to 60 characters, each once, none of them ${FAILED}`, odd.join(", ")],
    [lost.length === 0, "steps", "steps that lead to steps of the workflow", lost.join(", ")],
    [stranded.length === 0, "steps", "steps that others lead to", stranded.join(", ")],
    [
      within(timeoutSeconds, YEAR_SECONDS),
      "timeoutSeconds",
      `whole seconds, 1 to ${YEAR_SECONDS}`,
      String(timeoutSeconds),
    ],
    [
      days === undefined || inRange.some((d) => d === days),
      "logRetentionDays",
      `one of ${inRange.join(", ")} for ${workload.classification} data`,
      String(days),
    ],
  );
}

function everyInner(steps: readonly Step[]): boolean {
  return steps.every(({ inner = [] }) => inner.every((branch) => branch.length > 0));
}
