import { LOG_RETENTION_DAYS, logRetentionDays, retentionRange } from "@plinth/standards";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument } from "../identity/policy-document";
import type { WorkloadRole } from "../identity/workload-role";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";
import { bundle } from "./bundle";

export interface InferenceFunctionArgs extends PlinthComponentArgs {
  /** The workload's role on Lambda. The function adds what running needs: logs, traces, network, dead letters. */
  readonly role: WorkloadRole;
  /** Where it runs: private subnets whose security group reaches the endpoints. */
  readonly network: WorkloadNetwork;
  /** Encrypts environment, logs and dead letters. Its policy must let `lambda` and `logs` use it. */
  readonly key: EncryptionKey;
  readonly code: FunctionCode;
  /** Environment variables, encrypted with the key. Never a secret: read those from Secrets Manager. Default: none. */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Bounds: 3 to 900. Default: 60. */
  readonly timeoutSeconds?: number;
  /** Bounds: 128 to 10,240. Default: 512. */
  readonly memoryMb?: number;
  /**
   * Most invocations at a time: what one workload may take of the account's quota, and of a model's. AWS keeps 100 of the
   * quota unreserved, so a new account's must be raised first. Bounds: 1 to 1,000. Default: 10.
   */
  readonly reservedConcurrency?: number;
  /** Days; one of CloudWatch's periods within the standard's range for logs. Default: the shortest of them. */
  readonly logRetentionDays?: number;
}

/** A TypeScript handler that is bundled here, or an archive that is ready. */
export type FunctionCode =
  | {
      /** Path of the file that exports `handler`. */
      readonly entry: string;
    }
  | {
      readonly archive: pulumi.asset.Archive;
      /** `index.handler` */
      readonly handler: string;
    };

/** Newest runtime that the provider knows: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (read 2026-11). */
const RUNTIME = "nodejs24.x";

/** The longest that SQS keeps a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html (read 2026-11). */
const DEAD_LETTERS_KEPT_SECONDS = 14 * 24 * 3600;

/** An event that could not be handled within this time is a dead letter: its customer is not waiting any more. */
const EVENT_AGE_SECONDS = 3600;

const BOUNDS = {
  timeoutSeconds: { least: 3, most: 900, otherwise: 60 },
  memoryMb: { least: 128, most: 10_240, otherwise: 512 },
  reservedConcurrency: { least: 1, most: 1_000, otherwise: 10 },
} as const;

/**
 * A Lambda function that calls models from inside a private network.
 *
 * Creates the function (arm64, X-Ray tracing, JSON logs, encrypted environment, reserved concurrency), its log group
 * with retention and key, an encrypted dead-letter queue that takes TLS only, and bounds on asynchronous retries. It
 * has no URL and may be invoked by nobody until somebody is allowed to.
 *
 * @example
 * const handler = new InferenceFunction("handler", { workload, role, network, key, code: { entry: require.resolve("./handler") } });
 */
export class InferenceFunction extends PlinthComponent {
  /** Known in preview. */
  readonly functionName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly functionArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly deadLetterQueueName: pulumi.Output<string>;
  readonly timeoutSeconds: number;

  constructor(name: string, args: InferenceFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("InferenceFunction", name, args, opts, faults(name, args));
    this.timeoutSeconds = args.timeoutSeconds ?? BOUNDS.timeoutSeconds.otherwise;

    const logGroup = this.createLogGroup(args);
    const deadLetters = this.createDeadLetterQueue(args.key);
    this.allowRunning(args, logGroup, deadLetters);
    const handler = this.createFunction(args, logGroup, deadLetters);
    this.boundRetries(handler);

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

  private createDeadLetterQueue(key: EncryptionKey): sqs.Queue {
    const queue = new sqs.Queue(
      `${this.name}-dead-letters`,
      {
        name: this.physicalName("dead-letters"),
        kmsMasterKeyId: key.keyArn,
        messageRetentionSeconds: DEAD_LETTERS_KEPT_SECONDS,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    const arn = this.arn("sqs", queue.name);
    new sqs.QueuePolicy(
      `${this.name}-dead-letters-tls`,
      {
        queueUrl: queue.url,
        policy: policyDocument([
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource: arn,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      this.child(),
    );
    return queue;
  }

  /** Least privilege for what AWSLambdaVPCAccessExecutionRole and AWSXRayDaemonWriteAccess allow on everything. */
  private allowRunning({ role, key }: InferenceFunctionArgs, logGroup: cloudwatch.LogGroup, queue: sqs.Queue): void {
    // Lambda itself makes these calls, and only then is the function's ARN missing from the request: the handler's own
    // code cannot. https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html (read 2026-11).
    const byLambdaItself = { Null: { "lambda:SourceFunctionArn": "true" } };
    role.allow(
      `run-${this.name}`,
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}:*`)],
      },
      { actions: ["sqs:SendMessage"], resources: [this.arn("sqs", queue.name)] },
      // X-Ray has no resources to scope these to.
      { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
      {
        actions: [
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ],
        resources: ["network-interface/*", "security-group/*", "subnet/*"].map((r) => this.arn("ec2", r)),
        conditions: byLambdaItself,
      },
      {
        actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
        resources: ["*"],
        conditions: byLambdaItself,
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
        memorySize: args.memoryMb ?? BOUNDS.memoryMb.otherwise,
        reservedConcurrentExecutions: args.reservedConcurrency ?? BOUNDS.reservedConcurrency.otherwise,
        environment: { variables: { ...environment } },
        kmsKeyArn: key.keyArn,
        vpcConfig: { subnetIds: network.subnetIds, securityGroupIds: network.securityGroupIds },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        deadLetterConfig: { targetArn: this.arn("sqs", queue.name) },
        tags: this.tags(),
      },
      // Lambda checks when it creates the function that the role may use the network and the queue.
      this.child({ dependsOn: [role] }),
    );
  }

  private boundRetries(handler: lambda.Function): void {
    new lambda.FunctionEventInvokeConfig(
      `${this.name}-retries`,
      { functionName: handler.name, maximumRetryAttempts: 1, maximumEventAgeInSeconds: EVENT_AGE_SECONDS },
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
  const { workload, logRetentionDays: days } = args;
  const range = retentionRange(workload.standard, workload.classification, "log");
  const inRange = LOG_RETENTION_DAYS.filter((d) => d >= range.minimumDays && d <= range.maximumDays);
  const functionName = physicalName(workload, name);
  return faultsOf(
    "orchestration/InferenceFunction",
    name,
    [functionName.length <= 64, "name", "a name that leaves the function's within 64 characters", functionName],
    ...Object.entries(BOUNDS).map(([member, { least, most }]) => {
      const value = args[member as keyof typeof BOUNDS] ?? least;
      const holds = Number.isInteger(value) && value >= least && value <= most;
      return [holds, member, `a whole number, ${least} to ${most}`, String(value)] as const;
    }),
    [
      days === undefined || inRange.some((d) => d === days),
      "logRetentionDays",
      `one of ${inRange.join(", ")} for ${workload.classification} data`,
      String(days),
    ],
  );
}
