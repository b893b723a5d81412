import { logRetentionDays, retentionRange, type Workload } from "@plinth/standards";
import * as bedrockmodel from "@pulumi/aws/bedrockmodel";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket } from "../data/classified-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link InvocationLogging}. */
export interface InvocationLoggingArgs extends PlinthComponentArgs {
  /** Key that encrypts the records. Its key policy must allow `bedrock`, and `logs` for a log group. */
  readonly key: EncryptionKey;
  /** Destinations of the records. Bounds: at least one. Default: `["store"]`. */
  readonly destinations?: readonly InvocationDestination[];
  /**
   * Whether records contain prompts and completions, which guardrails do not mask there. Bounds: true only if the store is
   * the only destination and the standard requires Object Lock for it. Default: false; records contain caller, model, time
   * and token counts.
   */
  readonly textDelivery?: boolean;
  /** Bucket for access logs of the store. Default: the component creates one, if the standard requires access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
  /** Retention of records in the store, in days. Bounds: the standard's range for the kind of records. Default: its minimum. */
  readonly retentionDays?: number;
}

/** Destination of invocation records: a bucket, with Object Lock if the standard requires it, or a log group. */
export type InvocationDestination = "store" | "log-group";

/** @internal Prefix of the records' object keys. */
export const RECORDS_PREFIX = "invocations";

/**
 * Amazon Bedrock's log of all model invocations of one account in one region.
 *
 * Creates the invocation logging configuration, of which an account has one in each region, and its destinations: a bucket
 * that only Bedrock may write to, and for a log group a role that only Bedrock may assume. Without text, the bucket's records
 * count as audit data; with text, they count as outputs. Bedrock logs calls to `bedrock-runtime` only.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11).
 *
 * @example
 * new InvocationLogging("invocations", { workload, key });
 */
export class InvocationLogging extends PlinthComponent {
  /** Name of the store's bucket. Known in preview. Undefined without a store. */
  readonly bucketName: pulumi.Output<string> | undefined;
  /** Whether the records contain prompts and completions. */
  readonly holdsText: boolean;
  /** Name of the log group. Known in preview. Undefined without a log group. */
  readonly logGroupName: pulumi.Output<string> | undefined;
  readonly #store: ClassifiedBucket | undefined;

  constructor(name: string, args: InvocationLoggingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("InvocationLogging", name, args, opts, faults(name, args));
    const { textDelivery = false, destinations = ["store"] } = args;

    const store = destinations.includes("store") ? this.createStore(args) : undefined;
    const group = destinations.includes("log-group") ? this.createLogGroup(args) : undefined;
    new bedrockmodel.InvocationLoggingConfiguration(
      `${name}-configuration`,
      {
        loggingConfig: {
          textDataDeliveryEnabled: textDelivery,
          imageDataDeliveryEnabled: textDelivery,
          videoDataDeliveryEnabled: textDelivery,
          embeddingDataDeliveryEnabled: textDelivery,
          ...(store && { s3Config: { bucketName: store.bucketName, keyPrefix: RECORDS_PREFIX } }),
          ...(group && { cloudwatchConfig: { logGroupName: group.logGroup.name, roleArn: group.role.roleArn } }),
        },
      },
      // Bedrock writes a test record when it is configured, so it needs the permissions before.
      this.child({ dependsOn: [...(store ? [store] : []), ...(group ? [group.role] : [])] }),
    );

    this.#store = store;
    this.holdsText = textDelivery;
    this.bucketName = store?.bucketName;
    this.logGroupName = group?.logGroup.name;
    this.registerOutputs({ bucketName: this.bucketName, logGroupName: this.logGroupName });
  }

  /** Allows a role to read the store, for redaction and review. Do not grant it to the workload whose calls are logged. */
  grantRead(role: WorkloadRole): void {
    this.#store?.grantRead(role);
  }

  private createStore(args: InvocationLoggingArgs): ClassifiedBucket {
    const { workload, key, retentionDays, accessLogBucketName } = args;
    // Prompts and completions are outputs. Records without them are audit data.
    const kind = args.textDelivery ? "output" : "audit";
    const { classification } = workload;
    return new ClassifiedBucket(
      `${this.name}-records`,
      {
        workload,
        classification,
        kind,
        key,
        accessLogBucketName,
        retentionDays: retentionDays ?? retentionRange(this.standard, classification, kind).minimumDays,
        serviceStatements: (bucketArn) => [writtenByBedrock(workload, bucketArn)],
      },
      { parent: this },
    );
  }

  private createLogGroup({ workload, key }: InvocationLoggingArgs) {
    const logGroup = new cloudwatch.LogGroup(
      `${this.name}-logs`,
      {
        name: `/aws/bedrock/${this.physicalName()}`,
        retentionInDays: logRetentionDays(this.standard, workload.classification),
        kmsKeyId: key.keyArn,
        tags: this.tags(),
      },
      this.dataStore(),
    );
    const role = new WorkloadRole(`${this.name}-delivery`, { workload, service: "bedrock" }, { parent: this });
    role.allow("write-records", {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [
        this.arn("logs", pulumi.interpolate`log-group:${logGroup.name}:log-stream:aws/bedrock/modelinvocations`),
      ],
    });
    return { logGroup, role };
  }
}

function writtenByBedrock({ partition, region, accountId }: Workload, bucketArn: pulumi.Output<string>): Statement {
  return {
    Sid: "WrittenByBedrock",
    Effect: "Allow",
    Principal: { Service: "bedrock.amazonaws.com" },
    Action: ["s3:PutObject"],
    Resource: pulumi.interpolate`${bucketArn}/${RECORDS_PREFIX}/AWSLogs/${accountId}/BedrockModelInvocationLogs/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:bedrock:${region}:${accountId}:*` },
    },
  };
}

function faults(name: string, { workload, textDelivery = false, destinations = ["store"] }: InvocationLoggingArgs) {
  const locked = workload.standard.classifications[workload.classification].objectLock;
  return faultsOf(
    "observability/InvocationLogging",
    name,
    [destinations.length > 0, "destinations", "store, log-group, or both"],
    [
      !textDelivery || (locked && destinations.every((destination) => destination === "store")),
      "textDelivery",
      locked
        ? "false where records go to a log group, which cannot be locked"
        : `false: the standard locks no store of ${workload.classification} data`,
      "true",
    ],
  );
}
