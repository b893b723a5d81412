import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { isObject } from "../../../core/values";
import { BUCKETS, LOGGING, settingsOf } from "../../../readers/data/buckets";
import { levelRequiring, storeKindOf } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-access-is-logged",
  layer: "data",
  family: "classification",
  severity: "medium",
  cures: LOGGING.types,
  title: "Buckets log who reads and writes them where the standard demands it",
  scope: "stack",
  types: BUCKETS,
  settings: requiredFrom("accessLogging"),

  judge: hygiene((bucket, estate): Verdict => {
    const level = levelRequiring("accessLogging", "no access logs", bucket, estate.standard);
    if (typeof level === "object") return level;
    const kind = storeKindOf(bucket);
    if (kind === UNKNOWN) return { outcome: "undetermined", reason: "what the bucket holds is not known yet" };
    if (kind === "log") return { outcome: "not-applicable", reason: "logs of a log store would never end" };

    const targets = settingsOf(bucket, LOGGING, estate).map((setting) =>
      isObject(setting) ? (setting.targetBucket ?? setting.destinationBucketName) : setting,
    );
    // A target that is not known yet is a target.
    if (targets.some((target) => target === UNKNOWN || (typeof target === "string" && target !== ""))) {
      return { outcome: "pass" };
    }
    return {
      outcome: "violation",
      found: `${bucket.name} holds ${level} data and logs no access`,
      required: "server access logging to another bucket",
      fix: "add a BucketLogging, or use ClassifiedBucket, which brings one with its target",
    };
  }),
};
