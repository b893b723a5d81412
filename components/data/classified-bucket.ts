import { type Classification, isAtLeast, PlinthError, retentionRange, type StoreKind } from "@plinth/standards";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import type { Statement } from "../identity/policy-document";
import { isOrganizationId } from "../identity/policy-document";
import { WorkloadRole } from "../identity/workload-role";
import { faultsOf, type PlinthComponentArgs } from "../plinth-component";
import { AccessLogBucket } from "./access-log-bucket";
import { defaultRetentionDays, PrivateBucket, type PrivateBucketPlan } from "./private-bucket";
import { replicaFaults, replicationPermissions, replicationRule, type Side } from "./replication";

/** Arguments of {@link ClassifiedBucket}. */
export interface ClassifiedBucketArgs extends PlinthComponentArgs {
  /**
   * Classification of the data, which determines key, retention, access logs and Object Lock. Bounds: at most the
   * workload's.
   */
  readonly classification: Classification;
  /** Purpose of the bucket, which determines retention and Object Lock. */
  readonly kind: StoreKind;
  /** Encrypts every object. Default: keys of S3, where the standard requires no customer managed key. */
  readonly key?: EncryptionKey;
  /**
   * Days until objects expire. Bounds: the standard's range for the classification and kind. Default: its maximum, less
   * 30 days in which expired and deleted objects can be restored.
   */
  readonly retentionDays?: number;
  /**
   * Bucket for access logs, of the same account and region. Default: a new {@link AccessLogBucket}, where the standard
   * requires access logs.
   */
  readonly accessLogBucketName?: pulumi.Input<string>;
  /**
   * Organisation whose principals may receive grants: `o-a1b2c3d4e5`. Default: principals of the workload's account
   * only.
   */
  readonly organizationId?: string;
  /** Whether output and audit objects are locked even where the standard does not require it. Default: false. */
  readonly locked?: boolean;
  /** Bucket policy statements for AWS services that write to the bucket, from its ARN. Default: none. */
  readonly serviceStatements?: (bucketArn: pulumi.Output<string>) => readonly Statement[];
}

/**
 * A private, versioned, encrypted bucket. Its protection and retention follow from the classification of its data.
 *
 * Creates the bucket with its public access block, ownership controls, policy (TLS 1.2, no external principals),
 * encryption, versioning and lifecycle; and with access logs, and Object Lock of output and audit objects, where the
 * standard requires them. No role can read it before {@link grantRead}, nor write to it before {@link grantWrite}.
 *
 * @example
 * const sources = new ClassifiedBucket("support-sources", { workload, classification: "internal", kind: "source" });
 * sources.grantRead(role);
 */
export class ClassifiedBucket extends PrivateBucket {
  readonly #key: EncryptionKey | undefined;
  readonly #classification: Classification;

  constructor(name: string, args: ClassifiedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ClassifiedBucket", name, args, planOf(args), opts, classificationFaults("ClassifiedBucket", name, args));
    this.#key = args.key;
    this.#classification = args.classification;
    const isRequired = this.standard.classifications[args.classification].accessLogging;
    if (args.accessLogBucketName !== undefined || isRequired) this.#logAccess(args);
  }

  /** Allows a role to list and read objects, and to decrypt them. */
  grantRead(role: WorkloadRole): void {
    role.allow(
      `read-${this.name}`,
      { actions: ["s3:GetObject"], resources: [this.#objects()] },
      { actions: ["s3:ListBucket"], resources: [this.bucketArn] },
    );
    this.#key?.grantDecrypt(role);
  }

  /** Allows a role to write objects, and to encrypt them. It cannot read them. */
  grantWrite(role: WorkloadRole): void {
    role.allow(`write-${this.name}`, { actions: ["s3:PutObject"], resources: [this.#objects()] });
    this.#key?.grantEncrypt(role);
  }

  /**
   * Replicates new objects and deletions to a bucket in another region of the account. Objects that exist are not
   * replicated. S3 charges for storage in that region and for the transfer.
   *
   * Creates the replication configuration and the role that S3 assumes. The role may decrypt with the replica's key
   * too, because S3 verifies the bucket key.
   * @throws PlinthError if the replica has another classification or workload, is in the same region, or only one of
   * the two has a key.
   */
  replicateTo(replica: ClassifiedBucket): void {
    const [source, target] = [this.#side(), replica.#side()];
    const faults = replicaFaults(source, target);
    if (faults.length > 0) throw new PlinthError(`ClassifiedBucket ${this.name}`, faults);

    const { workload } = this;
    const role = new WorkloadRole(`${this.name}-replication`, { workload, service: "s3" }, { parent: this });
    role.allow("replicate", ...replicationPermissions(source, target));
    source.key?.grantDecrypt(role);
    target.key?.grantEncrypt(role);
    target.key?.grantDecrypt(role);
    new s3.BucketReplicationConfig(
      `${this.name}-replication`,
      { bucket: this.bucketName, role: role.roleArn, rules: [replicationRule(source, target)] },
      this.ofBucket({ dependsOn: [this.versions, replica.versions, role] }),
    );
  }

  #side(): Side {
    const { name, workload, bucketArn } = this;
    return { name, workload, bucketArn, classification: this.#classification, key: this.#key };
  }

  #objects(): pulumi.Output<string> {
    return pulumi.interpolate`${this.bucketArn}/*`;
  }

  #logAccess({ workload, accessLogBucketName }: ClassifiedBucketArgs): void {
    const targetBucket =
      accessLogBucketName ?? new AccessLogBucket(`${this.name}-access-logs`, { workload }, { parent: this }).bucketName;
    new s3.BucketLogging(
      `${this.name}-access-logging`,
      { bucket: this.bucketName, targetBucket, targetPrefix: `${this.physicalName()}/` },
      this.ofBucket(),
    );
  }
}

/** @internal Bucket plan of the arguments, with defaults. */
export function planOf({
  workload,
  classification,
  kind,
  key,
  retentionDays,
  organizationId,
  locked = false,
  serviceStatements = () => [],
}: ClassifiedBucketArgs): PrivateBucketPlan {
  const range = retentionRange(workload.standard, classification, kind);
  return {
    classification,
    kind,
    key,
    range,
    retentionDays: retentionDays ?? defaultRetentionDays(range),
    lock: lockOf(locked || workload.standard.classifications[classification].objectLock, kind),
    organizationId,
    statements: serviceStatements,
  };
}

/**
 * COMPLIANCE binds every principal, for audit records. GOVERNANCE leaves outputs erasable, because data subjects can be
 * entitled to erasure.
 */
function lockOf(isRequired: boolean, kind: StoreKind): PrivateBucketPlan["lock"] {
  if (!isRequired) return undefined;
  return kind === "audit" ? "COMPLIANCE" : kind === "output" ? "GOVERNANCE" : undefined;
}

/**
 * @internal Validates the classification and the key that it requires.
 * @param type Component that the faults are reported for.
 */
export function classificationFaults(
  type: string,
  name: string,
  { workload, classification, key, organizationId }: ClassifiedBucketArgs,
) {
  const isKeyRequired = workload.standard.classifications[classification].customerManagedKey;
  return faultsOf(
    `data/${type}`,
    name,
    [
      isAtLeast(workload.classification, classification),
      "classification",
      `at most ${workload.classification}, which is what ${workload.name} may handle`,
      classification,
    ],
    [key !== undefined || !isKeyRequired, "key", `a key of the workload's own for ${classification} data`],
    [
      organizationId === undefined || isOrganizationId(organizationId),
      "organizationId",
      "an organisation's id such as o-a1b2c3d4e5",
      organizationId,
    ],
  );
}
