import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { demandedFrom } from "../../../core/rule-settings";
import { isObject } from "../../../core/values";
import { BUCKETS, LOGGING, levelOrVerdict, settingsOf, storeKindOf } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-access-is-logged",
  layer: "data",
  family: "classification",
  severity: "medium",
  title: "Buckets log who reads and writes them where the standard demands it",
  scope: "stack",
  types: BUCKETS,
  settings: demandedFrom("accessLogging"),

  judge: hygiene((bucket, estate): Verdict => {
    const known = levelOrVerdict(bucket, estate.standard);
    if ("verdict" in known) return known.verdict;
    if (!estate.standard.classifications[known.level].accessLogging) {
      return { outcome: "not-applicable", reason: `${known.level} data needs no access logs` };
    }
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
      found: `${bucket.name} holds ${known.level} data and logs no access`,
      required: "server access logging to another bucket",
      fix: "add a BucketLogging, or use ClassifiedBucket, which brings one with its target",
    };
  }),
};
