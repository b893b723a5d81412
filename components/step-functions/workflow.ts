import { type Fault, isAtLeast, logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sfn from "@pulumi/aws/sfn";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, logRetentionCheck, nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { allSteps, reachable, type State, type Step, sequence } from "./workflow-step";

/** Arguments of {@link Workflow}. */
export interface WorkflowArgs extends PlinthComponentArgs {
  /** Steps in order. A step can go to another one by name. Bounds: at least one; names of 1 to 60 characters, each once. */
  readonly steps: readonly Step[];
  /** Key that encrypts definition, executions and logs. Its key policy must allow `states`, `logs` and `delivery.logs`. */
  readonly key: EncryptionKey;
  /** Steps that run when a step fails, before the execution fails. `$.error` contains the error. Default: none. */
  readonly onFailure?: readonly Step[];
  /** Timeout of an execution, in seconds. Bounds: 1 to 31,536,000 (a year). Default: 86,400 (a day). */
  readonly timeoutSeconds?: number;
  /** Log retention in days. Bounds: CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
}

/** Name of the Fail state. */
const FAILED = "Failed";

const DAY_SECONDS = 24 * 3600;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/**
 * An AWS Step Functions state machine. Each step retries transient errors. Other failures go to one common failure path.
 *
 * Creates a standard workflow, encrypted with the given key, with X-Ray tracing, a log group of all events (without execution
 * data for confidential data and above), and an execution role with the permissions of the steps only. The definition is
 * known in preview, unless a step invokes a model itself.
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
  /** Name of the state machine. */
  readonly stateMachineName: string;
  /** ARN of the state machine. Known in preview, because it is computed from the name. */
  readonly stateMachineArn: pulumi.Output<string>;
  /** Name of the log group. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;
  /** Execution role of the state machine. */
  readonly role: WorkloadRole;
  /** Timeout of an execution, in seconds. */
  readonly timeoutSeconds: number;
  readonly #arn: pulumi.Output<string>;

  constructor(name: string, args: WorkflowArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Workflow", name, args, opts, faults(name, args));
    const { workload } = args;
    this.stateMachineName = this.physicalName();
    this.timeoutSeconds = args.timeoutSeconds ?? DAY_SECONDS;
    // From the name, not from the state machine's output, because resources that may call it back are created before it.
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

  /** Allows a role to start executions. It needs no access to the key, because the workflow's own role encrypts the input. */
  grantStart(role: WorkloadRole): void {
    role.allow(`start-${this.name}`, { actions: ["states:StartExecution"], resources: [this.#arn] });
  }

  #createLogGroup({ workload, key, logRetentionDays: days }: WorkflowArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        // The prefix keeps the account's resource policy for log delivery within its size limit:
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
      // CloudWatch Logs and X-Ray define no resource types for these actions:
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
    for (const grant of grants.values()) grant({ role: this.role, arn: this.#arn });
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
      // Step Functions checks the role's permissions for log delivery and the key when it creates the state machine.
      this.child({ dependsOn: [this.role] }),
    );
  }
}

/** The Amazon States Language: https://states-language.net/spec.html (read 2026-11). */
function definitionOf(args: WorkflowArgs, timeoutSeconds: number): pulumi.Output<string> {
  const { workload, steps } = args;
  const StartAt = steps[0]?.name ?? FAILED;
  const states = statesOf(args);
  // Step Functions rejects unreachable states, such as the Fail state of a workflow without tasks.
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
  const { workload, steps, onFailure = [], timeoutSeconds = DAY_SECONDS } = args;
  const all = allSteps([...steps, ...onFailure]);
  const names = all.map((step) => step.name);
  const invalidNames = names.filter(
    (step, index) => step.length < 1 || step.length > 60 || step === FAILED || names.indexOf(step) < index,
  );
  const missingTargets = all.flatMap((step) => step.leadsTo ?? []).filter((target) => !names.includes(target));
  const reached = reachable(statesOf(args), steps[0]?.name ?? FAILED);
  const unreachable = steps.filter((step) => !reached.has(step.name)).map((step) => step.name);
  return faultsOf(
    "orchestration/Workflow",
    name,
    nameLengthCheck("state machine", physicalName(workload, name), 80),
    [steps.length > 0 && everyInner(all), "steps", "at least one step, in each branch too"],
    [
      invalidNames.length === 0,
      "steps",
      `names of 1 to 60 characters, each once, none of them ${FAILED}`,
      invalidNames.join(", "),
    ],
    [missingTargets.length === 0, "steps", "steps that lead to steps of the workflow", missingTargets.join(", ")],
    [unreachable.length === 0, "steps", "steps that others lead to", unreachable.join(", ")],
    [
      isIntegerBetween(timeoutSeconds, 1, YEAR_SECONDS),
      "timeoutSeconds",
      `whole seconds, 1 to ${YEAR_SECONDS}`,
      String(timeoutSeconds),
    ],
    logRetentionCheck(workload, args.logRetentionDays),
  );
}

function everyInner(steps: readonly Step[]): boolean {
  return steps.every(({ inner = [] }) => inner.every((branch) => branch.length > 0));
}
