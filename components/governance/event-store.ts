import { type Fault, retentionRange } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket, classificationFaults, planOf } from "../data/classified-bucket";
import { bucketFaults, bucketNameOf } from "../data/private-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { faultsOf, PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface EventStoreArgs extends PlinthComponentArgs {
  /** Key that encrypts every event. Never one that sources are encrypted with. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** Days that events are kept. Bounds: the standard's range for audit stores, 184 at least. Default: {@link ClassifiedBucket}'s. */
  readonly retentionDays?: number;
  /** Bucket for access logs. Default: one of its own, where the standard demands access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/**
 * Six months, the longest that there are: Regulation (EU) 2024/1689, articles 19 and 26(6)
 * (https://eur-lex.europa.eu/eli/reg/2024/1689/oj, read 2026-11).
 */
const SIX_MONTHS_DAYS = 184;

/** Where events are added, locked for the standard's minimum, and neither written over nor taken away. */
export abstract class EventStore extends PlinthComponent {
  readonly bucketName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly bucketArn: pulumi.Output<string>;
  readonly key: EncryptionKey;
  readonly #bucket: ClassifiedBucket;
  readonly #variables: string;

  /** @param variables What {@link environment} begins with: `AUDIT`. */
  protected constructor(
    type: string,
    variables: string,
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
    this.#variables = variables;
    this.bucketName = this.#bucket.bucketName;
    this.bucketArn = this.#bucket.bucketArn;
  }

  /** `<NAME>_BUCKET` and `<NAME>_KEY_ARN`, for whoever adds events. */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { [`${this.#variables}_BUCKET`]: this.bucketName, [`${this.#variables}_KEY_ARN`]: this.key.keyArn };
  }

  /** Lets one workload's role add events. It cannot read them. */
  grantAppend(role: WorkloadRole): void {
    this.#bucket.grantWrite(role);
  }

  /** Lets a role read events: audit and review, not the workload that wrote them. */
  grantRead(role: WorkloadRole): void {
    this.#bucket.grantRead(role);
  }
}

/**
 * An event is written if there is none of its key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 * (read 2026-11). Lifecycle rules expire events all the same, because bucket policies do not bind them.
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

/** Those of the bucket, found before anything is registered and told in this store's name. A key is never missing. */
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
