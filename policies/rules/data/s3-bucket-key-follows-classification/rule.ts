import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { isObject } from "../../../core/values";
import { BUCKETS, ENCRYPTION, settingsOf } from "../../../readers/data/buckets";
import { verdictOnKeyOwner } from "../../../readers/data/key-owners";
import { levelRequiring } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-key-follows-classification",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: ENCRYPTION.types,
  causes: ENCRYPTION.types,
  title: "Buckets of sensitive data are encrypted with a key of the workload",
  scope: "stack",
  types: BUCKETS,
  settings: requiredFrom("customerManagedKey"),

  judge: hygiene((bucket, estate): Verdict => {
    const level = levelRequiring("customerManagedKey", "no key of its own", bucket, estate.standard);
    if (typeof level === "object") return level;
    const keys = settingsOf(bucket, ENCRYPTION, estate).map(ownKey);
    if (keys.includes(true)) return verdictOnKeyOwner(bucket, level, estate) ?? { outcome: "pass" };
    if (keys.includes(UNKNOWN)) return { outcome: "undetermined", reason: "the encryption is not known yet" };
    return {
      outcome: "violation",
      found: `${bucket.name} holds ${level} data and is encrypted with a key that AWS owns`,
      required: "default encryption with aws:kms and a customer managed key",
      fix: "add a BucketServerSideEncryptionConfiguration with the workload's key, or use ClassifiedBucket with a WorkloadKey",
    };
  }),
};

/** Whether default encryption uses a customer managed key; S3's and AWS's own keys are nobody's to revoke. */
function ownKey(setting: unknown): boolean | typeof UNKNOWN {
  if (!isObject(setting)) return UNKNOWN;
  const { sseAlgorithm, kmsMasterKeyId: key } = setting;
  if (sseAlgorithm === UNKNOWN) return UNKNOWN;
  if (typeof sseAlgorithm !== "string" || !sseAlgorithm.startsWith("aws:kms")) return false;
  // Which key it is may be unknown; that the program names one is enough, because aws/s3 is never named by its id.
  return key === UNKNOWN || (typeof key === "string" && key !== "" && !key.endsWith("alias/aws/s3"));
}
