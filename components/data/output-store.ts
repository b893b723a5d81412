import type { Classification, Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { ClassifiedBucket, classificationFaults, planOf } from "./classified-bucket";
import { bucketFaults, bucketNameOf } from "./private-bucket";

export interface OutputStoreArgs extends PlinthComponentArgs {
  /** What the outputs are. Default: what the workload handles, because a model repeats what it was given. */
  readonly classification?: Classification;
  /** Key that encrypts every object. Never one that sources are encrypted with. Default: a {@link WorkloadKey} of its own. */
  readonly key?: EncryptionKey;
  /**
   * Days after which outputs expire. Bounds: the standard's range for outputs of the classification. Default: its
   * maximum, less 30 days in which what was deleted can be restored.
   */
  readonly retentionDays?: number;
  /** Bucket for access logs. Default: one of its own, where the standard demands access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/**
 * Where a workload keeps what its models said: prompts, completions, action logs.
 *
 * Creates a bucket of its own under a key of its own, so that outputs have their own retention and their own readers.
 * The workload can write to it and not read it back; {@link grantRead} is for evaluation and review.
 *
 * @example
 * const answers = new OutputStore("support-answers", { workload, retentionDays: 180 });
 * answers.grantWrite(role);
 */
export class OutputStore extends PlinthComponent {
  readonly bucketName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly bucketArn: pulumi.Output<string>;
  readonly key: EncryptionKey;
  readonly #bucket: ClassifiedBucket;

  constructor(name: string, args: OutputStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OutputStore", name, args, opts, faults(name, args));
    const { workload } = args;
    this.key = args.key ?? new WorkloadKey(`${name}-key`, { workload }, { parent: this });
    this.#bucket = new ClassifiedBucket(`${name}-objects`, { ...bucketArgs(args), key: this.key }, { parent: this });

    this.bucketName = this.#bucket.bucketName;
    this.bucketArn = this.#bucket.bucketArn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  /** Lets one workload's role write outputs. It cannot read them back. */
  grantWrite(role: WorkloadRole): void {
    this.#bucket.grantWrite(role);
  }

  /** Lets a role read outputs: evaluation and review, not the workload that wrote them. */
  grantRead(role: WorkloadRole): void {
    this.#bucket.grantRead(role);
  }
}

function bucketArgs({ workload, classification, retentionDays, accessLogBucketName }: OutputStoreArgs) {
  const level = classification ?? workload.classification;
  return { workload, classification: level, kind: "output", retentionDays, accessLogBucketName } as const;
}

/** Those of the bucket, found before anything is registered and told in this store's name. A key is never missing. */
function faults(name: string, args: OutputStoreArgs): Fault[] {
  const bucket = bucketArgs(args);
  return [
    ...bucketFaults("OutputStore", name, bucketNameOf(`${name}-objects`, args.workload), planOf(bucket)),
    ...classificationFaults("OutputStore", name, bucket).filter(({ path }) => path !== `${name}.key`),
  ];
}
