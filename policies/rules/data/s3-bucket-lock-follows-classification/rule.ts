import { retentionRange, type StoreKind } from "@plinth/standards";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { demandedFrom } from "../../../core/rule-settings";
import { BUCKETS, levelOrVerdict, storeKindOf } from "../../../readers/data/buckets";
import { lockOf } from "../../../readers/data/lock";
import { hygiene } from "../../../readers/estate/hygiene";

/** What the standard's `objectLock` is about: what must not be changed after the fact. */
const LOCKED: readonly StoreKind[] = ["output", "audit"];

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-lock-follows-classification",
  layer: "data",
  family: "classification",
  severity: "high",
  title: "Outputs and audit records are locked where the standard demands it",
  scope: "stack",
  types: BUCKETS,
  settings: demandedFrom("objectLock"),

  judge: hygiene((bucket, estate): Verdict => {
    const known = levelOrVerdict(bucket, estate.standard);
    if ("verdict" in known) return known.verdict;
    if (!estate.standard.classifications[known.level].objectLock) {
      return { outcome: "not-applicable", reason: `${known.level} data needs no lock` };
    }
    const kind = storeKindOf(bucket);
    if (kind === UNKNOWN) return { outcome: "undetermined", reason: "what the bucket holds is not known yet" };
    if (!LOCKED.includes(kind)) return { outcome: "not-applicable", reason: `it is a ${kind} store` };

    const { minimumDays } = retentionRange(estate.standard, known.level, kind);
    const { days } = lockOf(bucket, estate);
    if (days === UNKNOWN) return { outcome: "undetermined", reason: "the lock is not known yet" };
    if (days >= minimumDays) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${bucket.name} is a ${kind} store of ${known.level} data and ${days > 0 ? `is locked for ${days} days` : "is not locked"}`,
      required: `a default lock of at least ${minimumDays} days on every object`,
      fix: "create the bucket with objectLockEnabled and a BucketObjectLockConfiguration, or use OutputStore",
    };
  }),
};
