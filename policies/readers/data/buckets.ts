import { valuesSetAt } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { listOf, valuesAt } from "../../core/values";

export const BUCKETS = ["aws:s3/bucket:Bucket"] as const;

export function isBucket({ type }: ResourceRecord): boolean {
  return BUCKETS.some((bucket) => bucket === type);
}

/** What configures a bucket from outside: a resource of its own, and properties of the bucket that say the same. */
export interface BucketConfiguration {
  /** Types of the resource of its own. Each refers to the bucket by `bucket`. */
  readonly types: readonly string[];
  /** Path from that resource to the settings. */
  readonly settings: string;
  /** Paths from the bucket to the same settings, written inline. */
  readonly inline: readonly string[];
}

function bucketConfiguration(name: string, settings: string, ...inline: string[]): BucketConfiguration {
  return { types: [`aws:s3/bucket${name}:Bucket${name}`], settings, inline };
}

export const LIFECYCLE = bucketConfiguration(
  "LifecycleConfiguration",
  "rules[]",
  "lifecycleRules[]",
  "lifecycleConfiguration.rules[]",
);
export const VERSIONING = bucketConfiguration(
  "Versioning",
  "versioningConfiguration",
  "versioning",
  "versionings[]",
  "versioningConfiguration",
);
export const LOGGING = bucketConfiguration("Logging", "", "logging", "loggings[]", "loggingConfiguration");
export const LOCK = bucketConfiguration(
  "ObjectLockConfiguration",
  "rule.defaultRetention",
  "objectLockConfiguration.rule.defaultRetention",
  "objectLockConfigurations[].rules[].defaultRetentions[]",
);
export const ENCRYPTION = bucketConfiguration(
  "ServerSideEncryptionConfiguration",
  "rules[].applyServerSideEncryptionByDefault",
  "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault",
  "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[]",
  "bucketEncryption.serverSideEncryptionConfiguration[].serverSideEncryptionByDefault",
);
export const POLICY: BucketConfiguration = {
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  settings: "policy",
  inline: ["policy"],
};
export const PUBLIC_ACCESS_BLOCK: BucketConfiguration = {
  types: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  settings: "",
  inline: ["publicAccessBlockConfiguration"],
};

/**
 * The settings of one configuration of a bucket. A resource of its own decides; what the bucket says inline counts only
 * without one, because S3 reports the other's settings there too. UNKNOWN stands for settings that are not known yet.
 */
export function settingsOf(
  bucket: ResourceRecord,
  { types, settings, inline }: BucketConfiguration,
  estate: Estate,
): readonly unknown[] {
  const own = estate.referrers(bucket, "bucket", types);
  if (own.length > 0) {
    return own.flatMap(({ props }) => (settings === "" ? [props] : valuesAt(props, settings)));
  }
  return inline.flatMap((path) => valuesSetAt(bucket, path));
}

/** Name of a bucket in AWS, as far as it is known. */
export function bucketNameOf({ props, id }: ResourceRecord): string | Unknown {
  const [name] = listOf(props.bucket ?? props.bucketName ?? id);
  return typeof name === "string" ? name : UNKNOWN;
}
