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

/** Arguments of {@link RedactedStream}. */
export interface RedactedStreamArgs extends PlinthComponentArgs {
  /** Invocation records with prompts and completions. Bounds: `textDelivery`, with a store. */
  readonly records: InvocationLogging;
  /** Models whose guardrail masks the text. Bedrock does not apply it to the invocation records itself. */
  readonly models: ModelAccess;
  /** Key that encrypts the function and the stream. Its key policy must allow `lambda` and `logs`. */
  readonly key: EncryptionKey;
  /** Private subnets of the function. Their security group must reach the endpoints `bedrock-runtime` and `s3`. */
  readonly network: WorkloadNetwork;
  /** Custom redaction that logs `RedactedRecord`s of `@plinth/standards/events`. Default: redaction by the guardrail. */
  readonly code?: FunctionCode;
}

/**
 * Data identifiers that CloudWatch Logs masks in addition to the guardrail.
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
 * Prompts and completions with personal data masked, for evaluation, support and analysis.
 *
 * Creates a function that reads each new record of the store, masks it with the guardrail and logs the result. Its log group
 * is the stream, where a data protection policy masks further identifiers. The original record remains in the store, under
 * its own lock and retention. Texts above 100 KB, which Bedrock stores as separate objects, are omitted.
 *
 * @example
 * const records = new InvocationLogging("invocations", { workload, key, textDelivery: true });
 * new RedactedStream("redacted", { workload, key, network, records, models });
 */
export class RedactedStream extends PlinthComponent {
  /** Name of the log group that is the stream. Known in preview. */
  readonly logGroupName: pulumi.Output<string>;
  /** Function that masks the records. Pass it to `WorkloadAlarms`. */
  readonly handler: InferenceFunction;

  constructor(name: string, args: RedactedStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("RedactedStream", name, args, opts, faults(name, args));
    const { records } = args;
    this.handler = this.#createFunction(args);
    this.logGroupName = this.handler.logGroupName;
    this.#protect();
    // Always defined: `faults` rejects records without a store.
    if (records.bucketName) this.#subscribe(records.bucketName);
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

  #subscribe(bucketName: pulumi.Output<string>): void {
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
      // S3 validates the permission to invoke the function when it is configured.
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
