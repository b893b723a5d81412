import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { isObject } from "../../../core/values";
import { BUCKETS, PUBLIC_ACCESS_BLOCK, settingsOf } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

const ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-is-private",
  layer: "data",
  family: "classification",
  severity: "critical",
  cures: [...PUBLIC_ACCESS_BLOCK.types, ACCOUNT_BLOCK],
  causes: PUBLIC_ACCESS_BLOCK.types,
  title: "No bucket can be made public",
  scope: "stack",
  types: BUCKETS,

  judge: hygiene((bucket, estate): Verdict => {
    if (classificationOf(bucket, estate.standard) === "public") {
      return { outcome: "not-applicable", reason: "it holds public data" };
    }
    const blocks = settingsOf(bucket, PUBLIC_ACCESS_BLOCK, estate);
    const all = [...blocks, ...estate.ofType(ACCOUNT_BLOCK).map(({ props }) => props)];
    // A block of the account and one of the bucket add up.
    const states = SWITCHES.map((name) => {
      const values = all.map((block) => (isObject(block) ? block[name] : UNKNOWN));
      return values.includes(true) ? true : values.includes(UNKNOWN) ? UNKNOWN : name;
    });
    const open = states.filter((state): state is (typeof SWITCHES)[number] => typeof state === "string");
    if (open.length > 0) {
      return {
        outcome: "violation",
        found:
          all.length === 0 ? `${bucket.name} has no public access block` : `${bucket.name} lacks ${open.join(", ")}`,
        required: `${SWITCHES.join(", ")}, all true`,
        fix: "add a BucketPublicAccessBlock with all four, or use ClassifiedBucket, which brings one",
      };
    }
    if (states.includes(UNKNOWN))
      return { outcome: "undetermined", reason: "the public access block is not known yet" };
    return { outcome: "pass" };
  }),
};
