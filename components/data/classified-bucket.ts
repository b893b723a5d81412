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

export interface ClassifiedBucketArgs extends PlinthComponentArgs {
  /** What the data in the bucket is; key, retention, access logs and lock follow from it. Bounds: at most the workload's. */
  readonly classification: Classification;
  /** What the bucket is for; retention and lock follow from it. */
  readonly kind: StoreKind;
  /** Key that encrypts every object. Default: S3's own, where the standard demands no key of the workload's. */
  readonly key?: EncryptionKey;
  /**
   * Days after which objects expire. Bounds: the standard's range for the classification and kind. Default: its maximum,
   * less 30 days in which what has expired or was deleted can be restored.
   */
  readonly retentionDays?: number;
  /**
   * Bucket for access logs, of the same account and region. Default: an {@link AccessLogBucket} of this bucket's own,
   * where the standard demands access logs.
   */
  readonly accessLogBucketName?: pulumi.Input<string>;
  /** Organisation whose principals grants may let in: `o-a1b2c3d4e5`. Default: those of the workload's account only. */
  readonly organizationId?: string;
  /** Whether output and audit objects are locked even where the standard does not demand it. Default: false. */
  readonly locked?: boolean;
  /** Statements of the bucket's policy for AWS services that write to it by themselves, by the bucket's ARN. Default: none. */
  readonly serviceStatements?: (bucketArn: pulumi.Output<string>) => readonly Statement[];
}

/**
 * A private, versioned, encrypted bucket whose protection and retention follow from what it holds.
 *
 * Creates the bucket with its public-access block, ownership controls, policy (TLS 1.2, nobody from outside),
 * encryption, versioning and lifecycle; with access logs, and a lock on output and audit objects, where the standard
 * demands them. Nobody can read it until {@link grantRead} or {@link grantWrite} says so.
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
    const demanded = this.standard.classifications[args.classification].accessLogging;
    if (args.accessLogBucketName !== undefined || demanded) this.#logAccess(args);
  }

  /** Lets one workload's role list and read objects, and use the key for it. */
  grantRead(role: WorkloadRole): void {
    role.allow(
      `read-${this.name}`,
      { actions: ["s3:GetObject"], resources: [this.#objects()] },
      { actions: ["s3:ListBucket"], resources: [this.bucketArn] },
    );
    this.#key?.grantDecrypt(role);
  }

  /** Lets one workload's role write objects, and use the key for it. It cannot read them back. */
  grantWrite(role: WorkloadRole): void {
    role.allow(`write-${this.name}`, { actions: ["s3:PutObject"], resources: [this.#objects()] });
    this.#key?.grantEncrypt(role);
  }

  /**
   * Has S3 copy each new object, and each deletion, to a bucket in another region of the account: what was there before is
   * not copied. Costs storage there, and the transfer.
   *
   * Creates the replication and the role that S3 copies as. It decrypts on the other side too, to check the bucket key.
   * @throws PlinthError if the other bucket holds other data, is in the same region, or only one of the two has a key.
   */
  replicateTo(replica: ClassifiedBucket): void {
    const [here, there] = [this.#side(), replica.#side()];
    const wrong = replicaFaults(here, there);
    if (wrong.length > 0) throw new PlinthError(`ClassifiedBucket ${this.name}`, wrong);

    const { workload } = this;
    const role = new WorkloadRole(`${this.name}-replication`, { workload, service: "s3" }, { parent: this });
    role.allow("replicate", ...replicationPermissions(here, there));
    here.key?.grantDecrypt(role);
    there.key?.grantEncrypt(role);
    there.key?.grantDecrypt(role);
    new s3.BucketReplicationConfig(
      `${this.name}-replication`,
      { bucket: this.bucketName, role: role.roleArn, rules: [replicationRule(here, there)] },
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

/** @internal */
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

/** Audit records are locked against everyone; outputs can still be erased when a data subject is entitled to it. */
function lockOf(demanded: boolean, kind: StoreKind): PrivateBucketPlan["lock"] {
  if (!demanded) return undefined;
  return kind === "audit" ? "COMPLIANCE" : kind === "output" ? "GOVERNANCE" : undefined;
}

/** @internal What is wrong with the classification and what it demands, told of the component that `type` names. */
export function classificationFaults(
  type: string,
  name: string,
  { workload, classification, key, organizationId }: ClassifiedBucketArgs,
) {
  const keyDemanded = workload.standard.classifications[classification].customerManagedKey;
  return faultsOf(
    `data/${type}`,
    name,
    [
      isAtLeast(workload.classification, classification),
      "classification",
      `at most ${workload.classification}, which is what ${workload.name} may handle`,
      classification,
    ],
    [key !== undefined || !keyDemanded, "key", `a key of the workload's own for ${classification} data`],
    [
      organizationId === undefined || isOrganizationId(organizationId),
      "organizationId",
      "an organisation's id such as o-a1b2c3d4e5",
      organizationId,
    ],
  );
}
