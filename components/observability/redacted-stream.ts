import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadRole } from "../identity/workload-role";
import { type FunctionCode, InferenceFunction } from "../lambda/inference-function";
import type { ModelAccess } from "../model-access/model-access";
import type { WorkloadNetwork } from "../network/workload-network";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { type InvocationLogging, RECORDS_PREFIX } from "./invocation-logging";

export interface RedactedStreamArgs extends PlinthComponentArgs {
  /** The records that hold what was said, in their locked store. Nobody needs to read them there. */
  readonly records: InvocationLogging;
  /** Whose guardrail masks. Bedrock applies it to what models read and write, and not to what it records. */
  readonly models: ModelAccess;
  /** Encrypts the function and the stream. Its policy must let `lambda` and `logs` use it. */
  readonly key: EncryptionKey;
  /** Where the function runs: private subnets whose security group reaches the endpoints `bedrock-runtime` and `s3`. */
  readonly network: WorkloadNetwork;
  /** Another redaction, by the same contract: `RedactedRecord` of `@plinth/standards/events`. Default: the guardrail's. */
  readonly code?: FunctionCode;
}

/**
 * What CloudWatch masks of what is left: a second net, of patterns only.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protect-sensitive-log-data-types.html (read 2026-11).
 */
const IDENTIFIERS = [
  "AwsSecretKey",
  "CreditCardNumber",
  "EmailAddress",
  "OpenSshPrivateKey",
  "PgpPrivateKey",
  "PkcsPrivateKey",
  "PuttyPrivateKey",
];

/**
 * What was asked and answered, without what it says about people: what evaluation, support and analysts may read.
 *
 * Creates a function that takes each record of the locked store as it arrives, has the guardrail mask it, and logs what
 * is left; its log group is the stream. A data protection policy masks there what a pattern finds. The raw record stays
 * where it is, locked, under its own retention. Texts above 100 KB, which Bedrock keeps as objects of their own, are left
 * out.
 *
 * @example
 * const records = new InvocationLogging("invocations", { workload, key, textDelivery: true });
 * new RedactedStream("redacted", { workload, key, network, records, models });
 */
export class RedactedStream extends PlinthComponent {
  /** The stream. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;
  /** The function that masks: give it to `WorkloadAlarms`. */
  readonly handler: InferenceFunction;

  constructor(name: string, args: RedactedStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("RedactedStream", name, args, opts, faults(name, args));
    const { records } = args;
    this.handler = this.#createFunction(args);
    this.logGroupName = this.handler.logGroupName;
    this.#protect();
    // Known to be there: records without a store are refused.
    if (records.bucketName) this.#takeRecords(records.bucketName);
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  #createFunction({ workload, records, models, key, network, code }: RedactedStreamArgs): InferenceFunction {
    const role = new WorkloadRole(`${this.name}-redaction`, { workload, service: "lambda" }, { parent: this });
    records.grantRead(role);
    models.grantApplyGuardrail(role);
    return new InferenceFunction(
      `${this.name}-redaction`,
      {
        workload,
        role,
        network,
        key,
        code: code ?? { entry: require.resolve("@plinth/service-redaction") },
        environment: {
          WORKLOAD: workload.name,
          ENVIRONMENT: workload.environment,
          ACCOUNT_ID: workload.accountId,
          GUARDRAIL_ID: models.guardrailId,
          GUARDRAIL_VERSION: models.guardrailVersion,
        },
        timeoutSeconds: 300,
      },
      { parent: this },
    );
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html (read 2026-11). */
  #protect(): void {
    const { partition } = this.workload;
    const DataIdentifier = IDENTIFIERS.map((id) => `arn:${partition}:dataprotection::aws:data-identifier/${id}`);
    new cloudwatch.LogDataProtectionPolicy(
      `${this.name}-protection`,
      {
        logGroupName: this.logGroupName,
        policyDocument: JSON.stringify({
          Name: this.physicalName(),
          Version: "2021-06-01",
          Statement: [
            { Sid: "Count", DataIdentifier, Operation: { Audit: { FindingsDestination: {} } } },
            { Sid: "Mask", DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
          ],
        }),
      },
      this.child(),
    );
  }

  #takeRecords(bucketName: pulumi.Output<string>): void {
    const { partition, accountId } = this.workload;
    const permission = new lambda.Permission(
      `${this.name}-store`,
      {
        action: "lambda:InvokeFunction",
        function: this.handler.functionName,
        principal: "s3.amazonaws.com",
        sourceAccount: accountId,
        sourceArn: pulumi.interpolate`arn:${partition}:s3:::${bucketName}`,
      },
      this.child(),
    );
    new s3.BucketNotification(
      `${this.name}-records`,
      {
        bucket: bucketName,
        lambdaFunctions: [
          {
            lambdaFunctionArn: this.handler.functionArn,
            events: ["s3:ObjectCreated:*"],
            filterPrefix: `${RECORDS_PREFIX}/`,
            filterSuffix: ".json.gz",
          },
        ],
      },
      // S3 tries the function when it is told of it.
      this.child({ dependsOn: [permission] }),
    );
  }
}

function faults(name: string, { records }: RedactedStreamArgs) {
  return faultsOf("observability/RedactedStream", name, [
    records.holdsText && records.bucketName !== undefined,
    "records",
    "records with textDelivery: there is nothing to mask in others",
  ]);
}
