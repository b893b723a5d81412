import type { Classification, Fault } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { WorkloadKey } from "../identity/workload-key";
import type { WorkloadRole } from "../identity/workload-role";
import { PlinthComponent, type PlinthComponentArgs } from "../plinth-component";
import { ClassifiedBucket, classificationFaults, planOf } from "./classified-bucket";
import { bucketFaults, bucketNameOf } from "./private-bucket";

/** Arguments of {@link OutputStore}. */
export interface OutputStoreArgs extends PlinthComponentArgs {
  /** Classification of the outputs. Default: the workload's, because models repeat their input. */
  readonly classification?: Classification;
  /** Encrypts every object. Use a key that no source bucket uses. Default: a new {@link WorkloadKey}. */
  readonly key?: EncryptionKey;
  /**
   * Days until outputs expire. Bounds: the standard's range for outputs of the classification. Default: its maximum,
   * less 30 days in which deleted outputs can be restored.
   */
  readonly retentionDays?: number;
  /** Bucket for access logs. Default: a new one, where the standard requires access logs. */
  readonly accessLogBucketName?: pulumi.Input<string>;
}

/**
 * Storage of model outputs: prompts, completions and action logs.
 *
 * Creates a bucket with its own key, so that outputs have their own retention and readers. The workload can write to it
 * and cannot read from it; {@link grantRead} is for evaluation and review.
 *
 * @example
 * const answers = new OutputStore("support-answers", { workload, retentionDays: 180 });
 * answers.grantWrite(role);
 */
export class OutputStore extends PlinthComponent {
  /** Name of the bucket. Known in preview. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket, computed from its name. Known in preview. */
  readonly bucketArn: pulumi.Output<string>;
  /** Key that encrypts the outputs. */
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

  /** Allows a role to write outputs. It cannot read them. */
  grantWrite(role: WorkloadRole): void {
    this.#bucket.grantWrite(role);
  }

  /** Allows a role to read outputs. Grant it to evaluation and review, not to the workload that writes them. */
  grantRead(role: WorkloadRole): void {
    this.#bucket.grantRead(role);
  }
}

function bucketArgs({ workload, classification, retentionDays, accessLogBucketName }: OutputStoreArgs) {
  const level = classification ?? workload.classification;
  return { workload, classification: level, kind: "output", retentionDays, accessLogBucketName } as const;
}

/** Faults of the bucket, reported for this component before anything is registered. The key is never missing. */
function faults(name: string, args: OutputStoreArgs): Fault[] {
  const bucket = bucketArgs(args);
  return [
    ...bucketFaults("OutputStore", name, bucketNameOf(`${name}-objects`, args.workload), planOf(bucket)),
    ...classificationFaults("OutputStore", name, bucket).filter(({ path }) => path !== `${name}.key`),
  ];
}
