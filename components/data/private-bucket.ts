import {
  type Classification,
  type Fault,
  type RetentionRange,
  STORE_TAG,
  type StoreKind,
  type Workload,
} from "@plinth/standards";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Days that a deleted or overwritten object can be restored, where its retention leaves room for them. */
const RECOVERY_DAYS = 30;
const ABANDONED_UPLOAD_DAYS = 7;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (read 2026-11). */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** What a private bucket is made of. */
export interface PrivateBucketPlan {
  readonly classification: Classification;
  readonly kind: StoreKind;
  readonly range: RetentionRange;
  readonly retentionDays: number;
  readonly key: EncryptionKey | undefined;
  /** Whether versions are locked for the range's minimum, and how: COMPLIANCE binds administrators too. */
  readonly lock: "GOVERNANCE" | "COMPLIANCE" | undefined;
  /** Organisation whose principals may be let in. Default: the account's own only. */
  readonly organizationId: string | undefined;
  /** Statements of the bucket's policy beside the denials that every bucket has. */
  readonly statements: (bucketArn: pulumi.Output<string>) => readonly Statement[];
}

/** What every bucket of Plinth's has in common: nobody from outside, no ACLs, TLS, versions, encryption and an end. */
export abstract class PrivateBucket extends PlinthComponent {
  readonly bucketName: pulumi.Output<string>;
  /** Known in preview: computed from the name. */
  readonly bucketArn: pulumi.Output<string>;
  readonly #bucket: s3.Bucket;
  /** That the bucket keeps versions: what can only be said of buckets that do depends on it. */
  protected readonly versions: s3.BucketVersioning;

  protected constructor(
    type: string,
    name: string,
    args: PlinthComponentArgs,
    plan: PrivateBucketPlan,
    opts: pulumi.ComponentResourceOptions | undefined,
    faults: readonly Fault[],
  ) {
    super(type, name, args, opts, [...bucketFaults(type, name, bucketNameOf(name, args.workload), plan), ...faults]);

    const bucket = this.#createBucket(plan);
    const { bucket: bucketName } = bucket;
    this.#bucket = bucket;
    this.bucketName = bucketName;
    this.bucketArn = bucketName.apply((b) => `arn:${args.workload.partition}:s3:::${b}`);

    this.#keepPrivate();
    this.#restrict(plan);
    this.#encrypt(plan.key);
    this.versions = this.#keepVersions();
    this.#expireObjects(plan);
    if (plan.lock) this.#lockVersions(plan.lock, plan.range.minimumDays);
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  /**
   * Options of what belongs to the bucket and says how it is protected: it goes with the bucket, and where the bucket is
   * retained it stays as well.
   */
  protected ofBucket(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return this.child({ deletedWith: this.#bucket, ...opts });
  }

  #createBucket({ classification, kind }: PrivateBucketPlan): s3.Bucket {
    return new s3.Bucket(
      `${this.name}-bucket`,
      {
        bucket: bucketNameOf(this.name, this.workload),
        tags: { ...this.tags(classification), [STORE_TAG]: kind },
      },
      this.dataStore(),
    );
  }

  #keepPrivate(): void {
    const bucket = this.bucketName;
    const all = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
    new s3.BucketPublicAccessBlock(`${this.name}-private`, { bucket, ...all }, this.ofBucket());
    const rule = { objectOwnership: "BucketOwnerEnforced" };
    new s3.BucketOwnershipControls(`${this.name}-ownership`, { bucket, rule }, this.ofBucket());
  }

  #restrict({ organizationId, statements }: PrivateBucketPlan): void {
    const everything = [this.bucketArn, pulumi.interpolate`${this.bucketArn}/*`];
    const insiders: Readonly<Record<string, string>> = organizationId
      ? { "aws:PrincipalOrgID": organizationId }
      : { "aws:PrincipalAccount": this.workload.accountId };
    const deny = (Sid: string, Condition: Statement["Condition"]): Statement => ({
      Sid,
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: everything,
      Condition,
    });
    const policy = policyDocument([
      deny("TlsOnly", { Bool: { "aws:SecureTransport": "false" } }),
      deny("ModernTlsOnly", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
      deny("NoOutsiders", {
        StringNotEqualsIfExists: insiders,
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      }),
      ...statements(this.bucketArn),
    ]);
    new s3.BucketPolicy(`${this.name}-policy`, { bucket: this.bucketName, policy }, this.ofBucket());
  }

  #encrypt(key: EncryptionKey | undefined): void {
    const algorithm = key ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.keyArn } : { sseAlgorithm: "AES256" };
    const rules = [{ applyServerSideEncryptionByDefault: algorithm, bucketKeyEnabled: key !== undefined }];
    new s3.BucketServerSideEncryptionConfiguration(
      `${this.name}-encryption`,
      { bucket: this.bucketName, rules },
      this.ofBucket(),
    );
  }

  #keepVersions(): s3.BucketVersioning {
    return new s3.BucketVersioning(
      `${this.name}-versions`,
      { bucket: this.bucketName, versioningConfiguration: { status: "Enabled" } },
      this.ofBucket(),
    );
  }

  /** What has expired or was deleted can be restored for as long as the maximum leaves room. */
  #expireObjects({ retentionDays, range }: PrivateBucketPlan): void {
    const expire = {
      id: "expire",
      status: "Enabled",
      filter: { prefix: "" },
      expiration: { days: retentionDays },
      noncurrentVersionExpiration: { noncurrentDays: recoveryDays(retentionDays, range) },
      abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS },
    };
    new s3.BucketLifecycleConfiguration(
      `${this.name}-retention`,
      { bucket: this.bucketName, rules: [expire] },
      this.ofBucket({ dependsOn: [this.versions] }),
    );
  }

  /**
   * Enables Object Lock as well, on a bucket that holds objects already too: `objectLockEnabled` of the bucket itself would
   * replace it when its data becomes more sensitive.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html (existing buckets; read 2026-11).
   */
  #lockVersions(mode: string, days: number): void {
    new s3.BucketObjectLockConfiguration(
      `${this.name}-lock`,
      { bucket: this.bucketName, rule: { defaultRetention: { mode, days } } },
      this.ofBucket({ dependsOn: [this.versions] }),
    );
  }
}

/** Retention when nothing is said: the maximum, less the days in which a mistake can be undone. */
export function defaultRetentionDays({ minimumDays, maximumDays }: RetentionRange): number {
  return Math.max(minimumDays, maximumDays - RECOVERY_DAYS);
}

function recoveryDays(retentionDays: number, { maximumDays }: RetentionRange): number {
  return Math.min(RECOVERY_DAYS, Math.max(1, maximumDays - retentionDays));
}

/** The account makes it unique: bucket names are shared by all of AWS. */
export function bucketNameOf(name: string, workload: Workload): string {
  return `${physicalName(workload, name)}-${workload.accountId}`;
}

/** What is wrong with a bucket's name and retention, told of the component that `type` and `name` name. */
export function bucketFaults(
  type: string,
  name: string,
  bucketName: string,
  { classification, kind, range, retentionDays }: PrivateBucketPlan,
): Fault[] {
  return faultsOf(
    `data/${type}`,
    name,
    [BUCKET_NAME.test(bucketName), "name", "a kebab-case name whose bucket name has 3 to 63 characters", bucketName],
    [
      Number.isInteger(retentionDays) && retentionDays >= range.minimumDays && retentionDays <= range.maximumDays,
      "retentionDays",
      `${range.minimumDays} to ${range.maximumDays} whole days for ${kind} stores of ${classification} data`,
      String(retentionDays),
    ],
  );
}
