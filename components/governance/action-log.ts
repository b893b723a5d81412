import type { Fault } from "@plinth/standards";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket, classificationFaults, planOf } from "../data/classified-bucket";
import { bucketFaults, bucketNameOf } from "../data/private-bucket";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";

export interface ActionLogArgs extends PlinthComponentArgs {
  /** Key that encrypts every record. Never one that sources are encrypted with. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /** Days that records are kept. Bounds: the standard's range for audit records. Default: {@link ClassifiedBucket}'s. */
  readonly retentionDays?: number;
  /** Bucket for access logs. Default: one of its own, where the standard demands access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/**
 * What agents did, one record an action, that nobody can change or take away before its time.
 *
 * Creates a bucket for audit records under a key of its own, locked where the standard demands it, whose policy refuses
 * everyone to write over a record or to delete one. Whoever acts adds records and cannot read them; {@link grantRead} is
 * for audit. A record is an `ActionEvent` of `@plinth/standards/events/action`, at the key that `actionKey` gives.
 *
 * @example
 * const actions = new ActionLog("actions", { workload });
 * actions.grantAppend(role);
 */
export class ActionLog extends PlinthComponent {
  readonly bucketName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly bucketArn: pulumi.Output<string>;
  readonly key: EncryptionKey;
  readonly #bucket: ClassifiedBucket;

  constructor(name: string, args: ActionLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ActionLog", name, args, opts, faults(name, args));
    const { workload } = args;
    this.key = args.key ?? new WorkloadKey(`${name}-key`, { workload }, { parent: this });
    this.#bucket = new ClassifiedBucket(
      `${name}-records`,
      { ...bucketArgs(args), key: this.key, serviceStatements: appendOnly },
      { parent: this },
    );

    this.bucketName = this.#bucket.bucketName;
    this.bucketArn = this.#bucket.bucketArn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  /** `ACTION_LOG_BUCKET` and `ACTION_LOG_KEY_ARN`, for whoever acts. */
  get environment(): Readonly<Record<string, pulumi.Input<string>>> {
    return { ACTION_LOG_BUCKET: this.bucketName, ACTION_LOG_KEY_ARN: this.key.keyArn };
  }

  /** Lets one role add records. */
  grantAppend(role: WorkloadRole): void {
    this.#bucket.grantWrite(role);
  }

  /** Lets a role read records: audit, not whoever acts. */
  grantRead(role: WorkloadRole): void {
    this.#bucket.grantRead(role);
  }
}

/**
 * A record is written if there is none of its name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 * (read 2026-11). Lifecycle rules expire records all the same, because bucket policies do not bind them.
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

function bucketArgs({ workload, retentionDays, accessLogBucketName }: ActionLogArgs) {
  return {
    workload,
    classification: workload.classification,
    kind: "audit",
    retentionDays,
    accessLogBucketName,
  } as const;
}

/** Those of the bucket, found before anything is registered and told in this log's name. A key is never missing. */
function faults(name: string, args: ActionLogArgs): Fault[] {
  const bucket = bucketArgs(args);
  return [
    ...bucketFaults("ActionLog", name, bucketNameOf(`${name}-records`, args.workload), planOf(bucket)),
    ...classificationFaults("ActionLog", name, bucket).filter(({ path }) => path !== `${name}.key`),
  ];
}
