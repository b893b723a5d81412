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
import { isIntegerBetween } from "../argument-checks";
import type { EncryptionKey } from "../identity/encryption-key";
import { policyDocument, type Statement } from "../identity/policy-document";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, physicalName } from "../plinth-component";

/** Days in which a deleted or overwritten object can be restored, where its retention allows. */
const RECOVERY_DAYS = 30;
const ABANDONED_UPLOAD_DAYS = 7;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (read 2026-11). */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Configuration of a private bucket, with defaults applied. */
export interface PrivateBucketPlan {
  /** Classification of the data. */
  readonly classification: Classification;
  /** Purpose of the bucket. */
  readonly kind: StoreKind;
  /** The standard's retention range for the classification and kind, in days. */
  readonly range: RetentionRange;
  /** Days until objects expire. Bounds: the range. */
  readonly retentionDays: number;
  /** Encrypts every object; undefined for keys of S3. */
  readonly key: EncryptionKey | undefined;
  /**
   * Mode of Object Lock for the range's minimum, which COMPLIANCE enforces against administrators too; undefined for
   * none.
   */
  readonly lock: "GOVERNANCE" | "COMPLIANCE" | undefined;
  /** Organisation whose principals may receive grants; undefined for principals of the workload's account only. */
  readonly organizationId: string | undefined;
  /** Bucket policy statements in addition to the denials of every bucket, from its ARN. */
  readonly statements: (bucketArn: pulumi.Output<string>) => readonly Statement[];
}

/**
 * Base of all buckets: no public access, no external principals, no ACLs, TLS 1.2, versioning, encryption and expiry.
 */
export abstract class PrivateBucket extends PlinthComponent {
  /** Name of the bucket: `<workload>-<environment>-<name>-<account id>`. Known in preview. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket, computed from its name. Known in preview. */
  readonly bucketArn: pulumi.Output<string>;
  readonly #bucket: s3.Bucket;
  /** Versioning of the bucket, which Object Lock and replication depend on. */
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

    this.#blockPublicAccess();
    this.#attachPolicy(plan);
    this.#encrypt(plan.key);
    this.versions = this.#enableVersioning();
    this.#expireObjects(plan);
    if (plan.lock) this.#lockVersions(plan.lock, plan.range.minimumDays);
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  /**
   * Options of a child that configures the bucket. AWS deletes it with the bucket, and it stays where the bucket is
   * retained.
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

  #blockPublicAccess(): void {
    const bucket = this.bucketName;
    const all = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
    new s3.BucketPublicAccessBlock(`${this.name}-private`, { bucket, ...all }, this.ofBucket());
    const rule = { objectOwnership: "BucketOwnerEnforced" };
    new s3.BucketOwnershipControls(`${this.name}-ownership`, { bucket, rule }, this.ofBucket());
  }

  #attachPolicy({ organizationId, statements }: PrivateBucketPlan): void {
    const resources = [this.bucketArn, pulumi.interpolate`${this.bucketArn}/*`];
    const principals: Readonly<Record<string, string>> = organizationId
      ? { "aws:PrincipalOrgID": organizationId }
      : { "aws:PrincipalAccount": this.workload.accountId };
    const deny = (Sid: string, Condition: Statement["Condition"]): Statement => ({
      Sid,
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: resources,
      Condition,
    });
    const policy = policyDocument([
      deny("TlsOnly", { Bool: { "aws:SecureTransport": "false" } }),
      deny("ModernTlsOnly", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
      deny("NoOutsiders", {
        StringNotEqualsIfExists: principals,
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

  #enableVersioning(): s3.BucketVersioning {
    return new s3.BucketVersioning(
      `${this.name}-versions`,
      { bucket: this.bucketName, versioningConfiguration: { status: "Enabled" } },
      this.ofBucket(),
    );
  }

  /** Expired and deleted objects can be restored as long as the maximum retention allows. */
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
   * Also enables Object Lock, including on a bucket with objects: `objectLockEnabled` of the bucket would replace it when
   * its data becomes more sensitive.
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

/** Default retention: the maximum, less the days in which a mistake can be undone. */
export function defaultRetentionDays({ minimumDays, maximumDays }: RetentionRange): number {
  return Math.max(minimumDays, maximumDays - RECOVERY_DAYS);
}

function recoveryDays(retentionDays: number, { maximumDays }: RetentionRange): number {
  return Math.min(RECOVERY_DAYS, Math.max(1, maximumDays - retentionDays));
}

/** Name of a bucket. The account id makes it unique, because all AWS accounts share the namespace. */
export function bucketNameOf(name: string, workload: Workload): string {
  return `${physicalName(workload, name)}-${workload.accountId}`;
}

/**
 * Validates a bucket's name and retention.
 * @param type Component that the faults are reported for.
 */
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
      isIntegerBetween(retentionDays, range.minimumDays, range.maximumDays),
      "retentionDays",
      `${range.minimumDays} to ${range.maximumDays} whole days for ${kind} stores of ${classification} data`,
      String(retentionDays),
    ],
  );
}
