import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { demandedFrom } from "../../../core/rule-settings";
import { BUCKETS, levelOrVerdict } from "../../../readers/data/buckets";
import { isVersioned } from "../../../readers/data/lifecycle";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-versions-follow-classification",
  layer: "data",
  family: "classification",
  severity: "medium",
  title: "Buckets keep earlier versions where the standard demands it",
  scope: "stack",
  types: BUCKETS,
  settings: demandedFrom("versioning"),

  judge: hygiene((bucket, estate): Verdict => {
    const known = levelOrVerdict(bucket, estate.standard);
    if ("verdict" in known) return known.verdict;
    if (!estate.standard.classifications[known.level].versioning) {
      return { outcome: "not-applicable", reason: `${known.level} data needs no versions` };
    }
    const versioned = isVersioned(bucket, estate);
    if (versioned === UNKNOWN) return { outcome: "undetermined", reason: "the versioning is not known yet" };
    if (versioned) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${bucket.name} holds ${known.level} data and keeps no earlier versions`,
      required: "versioning enabled",
      fix: "add a BucketVersioning with status Enabled, or use ClassifiedBucket, which brings one",
    };
  }),
};
