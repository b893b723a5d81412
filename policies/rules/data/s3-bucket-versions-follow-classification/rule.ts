import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { BUCKETS, VERSIONING } from "../../../readers/data/buckets";
import { isVersioned } from "../../../readers/data/lifecycle";
import { levelRequiring } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-versions-follow-classification",
  layer: "data",
  family: "classification",
  severity: "medium",
  cures: VERSIONING.types,
  causes: VERSIONING.types,
  title: "Buckets keep earlier versions where the standard demands it",
  scope: "stack",
  types: BUCKETS,
  settings: requiredFrom("versioning"),

  judge: hygiene((bucket, estate): Verdict => {
    const level = levelRequiring("versioning", "no versions", bucket, estate.standard);
    if (typeof level === "object") return level;
    const versioned = isVersioned(bucket, estate);
    if (versioned === UNKNOWN) return { outcome: "undetermined", reason: "the versioning is not known yet" };
    if (versioned) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${bucket.name} holds ${level} data and keeps no earlier versions`,
      required: "versioning enabled",
      fix: "add a BucketVersioning with status Enabled, or use ClassifiedBucket, which brings one",
    };
  }),
};
