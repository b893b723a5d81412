import { logRetentionDays, retentionRange, type Workload } from "@plinth/standards";
import * as bedrockmodel from "@pulumi/aws/bedrockmodel";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket } from "../data/classified-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface InvocationLoggingArgs extends PlinthComponentArgs {
  /** Encrypts the records. Its policy must let `bedrock` use it, and `logs` where there is a log group. */
  readonly key: EncryptionKey;
  /** Where records go: a store that is locked where the standard demands it, a log group, or both. Default: the store. */
  readonly destinations?: readonly InvocationDestination[];
  /**
   * Whether records hold prompts and completions too. Guardrails do not mask them there. Allowed only where the store is
   * the one destination and the standard locks it. Default: false; records say who called which model, when, and how
   * many tokens it took.
   */
  readonly textDelivery?: boolean;
  /** Bucket for the store's access logs. Default: one of its own, where the standard demands access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
  /** Days that the store keeps records. Bounds: the standard's range. Default: its minimum. */
  readonly retentionDays?: number;
}

export type InvocationDestination = "store" | "log-group";

/** @internal Where in the store records lie. */
export const RECORDS_PREFIX = "invocations";

/**
 * The record of every model invocation of one account in one region, made by Bedrock itself.
 *
 * Creates the account's invocation logging configuration for the region, of which there is one, and its destinations: a
 * bucket that only Bedrock writes to, and for a log group a role that only Bedrock takes on. Without text the bucket
 * holds audit records; with text it holds outputs, and is locked and kept as such. It sees calls to `bedrock-runtime`
 * only. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11).
 *
 * @example
 * new InvocationLogging("invocations", { workload, key });
 */
export class InvocationLogging extends PlinthComponent {
  /** Known in preview; undefined without a store. */
  readonly bucketName: pulumi.Output<string> | undefined;
  /** Whether the store holds prompts and completions too. */
  readonly holdsText: boolean;
  /** Known in preview; undefined without a log group. */
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
      // Bedrock writes a trial record when it is configured, so the permissions come first.
      this.child({ dependsOn: [...(store ? [store] : []), ...(group ? [group.role] : [])] }),
    );

    this.#store = store;
    this.holdsText = textDelivery;
    this.bucketName = store?.bucketName;
    this.logGroupName = group?.logGroup.name;
    this.registerOutputs({ bucketName: this.bucketName, logGroupName: this.logGroupName });
  }

  /** Lets a role read the store: redaction and review, not the workload that is recorded. */
  grantRead(role: WorkloadRole): void {
    this.#store?.grantRead(role);
  }

  private createStore(args: InvocationLoggingArgs): ClassifiedBucket {
    const { workload, key, retentionDays, accessLogBucketName } = args;
    // Prompts and completions are outputs; records without them are the audit trail.
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
