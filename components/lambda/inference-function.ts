import { logRetentionDays } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { isIntegerBetween, logRetentionCheck, nameLengthCheck } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { bundle } from "./bundle";
import { createDeadLetterQueue } from "./dead-letter-queue";

/** Arguments of {@link InferenceFunction}. */
export interface InferenceFunctionArgs extends PlinthComponentArgs {
  /** The workload's role for `lambda`. The component adds permissions for logs, traces, network interfaces and dead letters. */
  readonly role: WorkloadRole;
  /** Private subnets that the function connects to. Their security group must reach the VPC endpoints that the handler calls. */
  readonly network: WorkloadNetwork;
  /** Key that encrypts environment variables, logs and dead letters. Its key policy must allow `lambda` and `logs`. */
  readonly key: EncryptionKey;
  /** Code of the function. */
  readonly code: FunctionCode;
  /** Environment variables. Not for secrets: the handler reads those from Secrets Manager. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Timeout of an invocation, in seconds. Bounds: 3 to 900. Default: 60. */
  readonly timeoutSeconds?: number;
  /** Memory in MiB, to which Lambda allocates CPU in proportion. Bounds: 128 to 10,240. Default: 512. */
  readonly memoryMb?: number;
  /**
   * Concurrent invocations: the workload's share of the account's concurrency, and a limit on its calls to models. Lambda
   * keeps 100 of the account's concurrency unreserved, so the quota of a new account must be raised first.
   * Bounds: 1 to 1,000. Default: 10.
   */
  readonly reservedConcurrency?: number;
  /** Log retention in days. Bounds: CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
}

/** Code of a Lambda function: a TypeScript handler, which the component bundles, or a deployment package. */
export type FunctionCode =
  | {
      /** Path of the TypeScript file that exports `handler`. */
      readonly entry: string;
    }
  | {
      /** The deployment package. */
      readonly archive: pulumi.asset.Archive;
      /** File and exported function: `index.handler`. */
      readonly handler: string;
    };

/** Latest Node.js runtime that the AWS provider supports: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (read 2026-11). */
const RUNTIME = "nodejs24.x";

/** Maximum age of an asynchronous event. An older one goes to the dead-letter queue, because its response is too late. */
const MAX_EVENT_AGE_SECONDS = 3600;

const BOUNDS = {
  timeoutSeconds: { min: 3, max: 900, default: 60 },
  memoryMb: { min: 128, max: 10_240, default: 512 },
  reservedConcurrency: { min: 1, max: 1_000, default: 10 },
} as const;

/**
 * A Lambda function that calls models from a private network.
 *
 * Creates the function (arm64, X-Ray tracing, JSON logs, encrypted environment variables, reserved concurrency), its log
 * group with retention and key, an encrypted dead-letter queue that accepts TLS only, and limits of asynchronous retries. The
 * function has no URL, and no principal may invoke it until a permission allows it.
 *
 * @example
 * const handler = new InferenceFunction("handler", { workload, role, network, key, code: { entry: require.resolve("./handler") } });
 */
export class InferenceFunction extends PlinthComponent {
  /** Name of the function. Known in preview. */
  readonly functionName: pulumi.Output<string>;
  /** ARN of the function. Known in preview, because it is computed from the name. */
  readonly functionArn: pulumi.Output<string>;
  /** Name of the function's log group. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;
  /** Name of the queue of asynchronous events that failed. Known in preview. */
  readonly deadLetterQueueName: pulumi.Output<string>;
  /** Timeout of an invocation, in seconds. */
  readonly timeoutSeconds: number;

  constructor(name: string, args: InferenceFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("InferenceFunction", name, args, opts, faults(name, args));
    this.timeoutSeconds = args.timeoutSeconds ?? BOUNDS.timeoutSeconds.default;

    const logGroup = this.createLogGroup(args);
    const deadLetters = createDeadLetterQueue(
      name,
      {
        physicalName: this.physicalName("dead-letters"),
        arnOf: (queueName) => this.arn("sqs", queueName),
        key: args.key,
        tags: this.tags(),
      },
      this.dataStore(),
      this.child(),
    );
    this.allowRunning(args, logGroup, deadLetters);
    const handler = this.createFunction(args, logGroup, deadLetters);
    this.limitRetries(handler);

    this.functionName = handler.name;
    this.functionArn = this.arn("lambda", pulumi.interpolate`function:${handler.name}`);
    this.logGroupName = logGroup.name;
    this.deadLetterQueueName = deadLetters.name;
    this.registerOutputs({
      functionName: this.functionName,
      functionArn: this.functionArn,
      logGroupName: this.logGroupName,
      deadLetterQueueName: this.deadLetterQueueName,
    });
  }

  private createLogGroup({ workload, key, logRetentionDays: days }: InferenceFunctionArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: `/aws/lambda/${this.physicalName()}`,
        retentionInDays: days ?? logRetentionDays(workload.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
  }

  /** Permissions of AWSLambdaVPCAccessExecutionRole and AWSXRayDaemonWriteAccess, scoped to the function's own resources. */
  private allowRunning({ role, key }: InferenceFunctionArgs, logGroup: cloudwatch.LogGroup, queue: sqs.Queue): void {
    // The Lambda service makes these calls. Only its requests lack the function's ARN, so the handler's code cannot make them:
    // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html (read 2026-11).
    const byLambdaService = { Null: { "lambda:SourceFunctionArn": "true" } };
    role.allow(
      `run-${this.name}`,
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}:*`)],
      },
      { actions: ["sqs:SendMessage"], resources: [this.arn("sqs", queue.name)] },
      // X-Ray defines no resource types for these actions.
      { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
      {
        actions: [
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ],
        resources: ["network-interface/*", "security-group/*", "subnet/*"].map((r) => this.arn("ec2", r)),
        conditions: byLambdaService,
      },
      {
        actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
        resources: ["*"],
        conditions: byLambdaService,
      },
    );
    key.grantEncrypt(role);
    key.grantDecrypt(role);
  }

  private createFunction(
    args: InferenceFunctionArgs,
    logGroup: cloudwatch.LogGroup,
    queue: sqs.Queue,
  ): lambda.Function {
    const { role, network, key, environment } = args;
    const { archive, handler } = codeOf(args.code);
    return new lambda.Function(
      `${this.name}-function`,
      {
        name: this.physicalName(),
        description: `${this.workload.name} in ${this.workload.environment}`,
        runtime: RUNTIME,
        architectures: ["arm64"],
        code: archive,
        handler,
        role: role.roleArn,
        timeout: this.timeoutSeconds,
        memorySize: args.memoryMb ?? BOUNDS.memoryMb.default,
        reservedConcurrentExecutions: args.reservedConcurrency ?? BOUNDS.reservedConcurrency.default,
        environment: { variables: { ...environment } },
        kmsKeyArn: key.keyArn,
        vpcConfig: { subnetIds: network.subnetIds, securityGroupIds: network.securityGroupIds },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        deadLetterConfig: { targetArn: this.arn("sqs", queue.name) },
        tags: this.tags(),
      },
      // Lambda checks the role's permissions for the network and the queue when it creates the function.
      this.child({ dependsOn: [role] }),
    );
  }

  private limitRetries(handler: lambda.Function): void {
    new lambda.FunctionEventInvokeConfig(
      `${this.name}-retries`,
      { functionName: handler.name, maximumRetryAttempts: 1, maximumEventAgeInSeconds: MAX_EVENT_AGE_SECONDS },
      this.child(),
    );
  }
}

function codeOf(code: FunctionCode): { archive: pulumi.asset.Archive; handler: string } {
  if ("archive" in code) return code;
  const archive = new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.FileAsset(bundle(code.entry).file) });
  return { archive, handler: "index.handler" };
}

function faults(name: string, args: InferenceFunctionArgs) {
  const { workload } = args;
  return faultsOf(
    "orchestration/InferenceFunction",
    name,
    nameLengthCheck("function", physicalName(workload, name), 64),
    ...Object.entries(BOUNDS).map(([member, { min, max }]) => {
      const value = args[member as keyof typeof BOUNDS] ?? min;
      return [isIntegerBetween(value, min, max), member, `a whole number, ${min} to ${max}`, String(value)] as const;
    }),
    logRetentionCheck(workload, args.logRetentionDays),
  );
}
