import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { BUCKETS, LOCK } from "../../../readers/data/buckets";
import { lockOf } from "../../../readers/data/lock";
import { hygiene } from "../../../readers/estate/hygiene";

const TRAIL = "aws:cloudtrail/trail:Trail";
/** Six months, at their longest: Regulation (EU) 2024/1689, articles 19 and 26(6). */
const MIN_DAYS = 184;

/** See why.md. */
export const rule: Rule = {
  id: "audit-trail-store-is-locked",
  layer: "data",
  family: "retention",
  severity: "critical",
  cures: LOCK.types,
  causes: [TRAIL, ...LOCK.types],
  title: "Nobody can delete an audit trail for half a year",
  scope: "stack",
  types: BUCKETS,

  judge: hygiene((bucket, estate): Verdict => {
    if (estate.referrers(bucket, "s3BucketName", [TRAIL]).length === 0) {
      return { outcome: "not-applicable", reason: "no trail is written to it" };
    }
    const { days, mode } = lockOf(bucket, estate);
    if (days === UNKNOWN || (days >= MIN_DAYS && mode === UNKNOWN)) {
      return { outcome: "undetermined", reason: "the lock is not known yet" };
    }
    if (days >= MIN_DAYS && mode === "COMPLIANCE") return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${bucket.name} holds an audit trail and ${days > 0 ? `is locked in ${mode} mode for ${days} days` : "is not locked"}`,
      required: `a default lock in COMPLIANCE mode of at least ${MIN_DAYS} days`,
      fix: "create the bucket with objectLockEnabled and a BucketObjectLockConfiguration, or use OrganizationTrail",
    };
  }),
};
