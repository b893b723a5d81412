import { type Fault, retentionRange } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket, classificationFaults, planOf } from "../data/classified-bucket";
import { bucketFaults, bucketNameOf } from "../data/private-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

/** Arguments of {@link EventStore}. */
export interface EventStoreArgs extends PlinthComponentArgs {
  /** Key that encrypts the events. It must not be a key of source data. Default: the component creates a {@link WorkloadKey}. */
  readonly key?: EncryptionKey;
  /** Retention of events, in days. Bounds: the standard's range for audit stores, at least 184. Default: that of {@link ClassifiedBucket}. */
  readonly retentionDays?: number;
  /** Bucket for access logs. Default: the component creates one, if the standard requires access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/**
 * @internal Six months, with their maximum of days: Regulation (EU) 2024/1689, articles 19 and 26(6)
 * (https://eur-lex.europa.eu/eli/reg/2024/1689/oj, read 2026-11).
 */
export const SIX_MONTHS_DAYS = 184;

/** Base class of append-only stores: events are locked for the standard's minimum, and cannot be overwritten or deleted. */
export abstract class EventStore extends PlinthComponent {
  /** Name of the bucket. Known in preview. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. Known in preview, because it is computed from the name. */
  readonly bucketArn: pulumi.Output<string>;
  /** Key that encrypts the events. */
  readonly key: EncryptionKey;
  readonly #bucket: ClassifiedBucket;
  readonly #variablePrefix: string;

  /** @param variablePrefix Prefix of the names in {@link environment}: `AUDIT`. */
  protected constructor(
    type: string,
    variablePrefix: string,
    name: string,
    args: EventStoreArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super(type, name, args, opts, faults(type, name, args));
    const { workload } = args;
    this.key = args.key ?? new WorkloadKey(`${name}-key`, { workload }, { parent: this });
    this.#bucket = new ClassifiedBucket(
      `${name}-records`,
      { ...bucketArgs(args), key: this.key, serviceStatements: appendOnly },
      { parent: this },
    );
    this.#variablePrefix = variablePrefix;
    this.bucketName = this.#bucket.bucketName;
    this.bucketArn = this.#bucket.bucketArn;
  }

  /** Environment variables of a writer: `<PREFIX>_BUCKET` and `<PREFIX>_KEY_ARN`. */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    const prefix = this.#variablePrefix;
    return { [`${prefix}_BUCKET`]: this.bucketName, [`${prefix}_KEY_ARN`]: this.key.keyArn };
  }

  /** Allows a role to append events. It may not read them. */
  grantAppend(role: WorkloadRole): void {
    this.#bucket.grantWrite(role);
  }

  /** Allows a role to read events, for audit and review. Do not grant it to the workload that writes them. */
  grantRead(role: WorkloadRole): void {
    this.#bucket.grantRead(role);
  }
}

/**
 * Writes succeed only if no object with the key exists:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html (read 2026-11). Bucket policies do not
 * apply to lifecycle rules, which expire events.
 */
function appendOnly(bucketArn: pulumi.Output<string>): Statement[] {
  const everyone = { Effect: "Deny", Principal: "*", Resource: pulumi.interpolate`${bucketArn}/*` } as const;
  return [
    {
      Sid: "NothingIsWrittenOver",
      ...everyone,
      Action: "s3:PutObject",
      Condition: { Null: { "s3:if-none-match": "true" }, Bool: { "s3:ObjectCreationOperation": "true" } },
    },
    {
      Sid: "NothingIsTakenAway",
      ...everyone,
      Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    },
  ];
}

function bucketArgs({ workload, retentionDays, accessLogBucketName }: EventStoreArgs) {
  const { classification } = workload;
  return { workload, classification, kind: "audit", retentionDays, accessLogBucketName, locked: true } as const;
}

/** Faults of the bucket, reported for this component before it registers a resource. The key always exists. */
function faults(type: string, name: string, args: EventStoreArgs): Fault[] {
  const bucket = bucketArgs(args);
  const { standard, classification } = args.workload;
  const { minimumDays } = retentionRange(standard, classification, "audit");
  return [
    ...bucketFaults(type, name, bucketNameOf(`${name}-records`, args.workload), planOf(bucket)),
    ...classificationFaults(type, name, bucket).filter(({ path }) => path !== `${name}.key`),
    ...faultsOf(`governance/${type}`, name, [
      minimumDays >= SIX_MONTHS_DAYS,
      "workload.standard",
      `a standard that keeps audit records of ${classification} data for ${SIX_MONTHS_DAYS} days at least`,
      `${minimumDays}`,
    ]),
  ];
}
