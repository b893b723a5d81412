import { retentionRange, type StoreKind } from "@plinth/standards";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { BUCKETS, LOCK } from "../../../readers/data/buckets";
import { lockOf } from "../../../readers/data/lock";
import { levelRequiring, storeKindOf } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";

/** What the standard's `objectLock` is about: what must not be changed after the fact. */
const LOCKED: readonly StoreKind[] = ["output", "audit"];

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-lock-follows-classification",
  layer: "data",
  family: "classification",
  severity: "high",
  cures: LOCK.types,
  causes: LOCK.types,
  title: "Outputs and audit records are locked where the standard demands it",
  scope: "stack",
  types: BUCKETS,
  settings: requiredFrom("objectLock"),

  judge: hygiene((bucket, estate): Verdict => {
    const level = levelRequiring("objectLock", "no lock", bucket, estate.standard);
    if (typeof level === "object") return level;
    const kind = storeKindOf(bucket);
    if (kind === UNKNOWN) return { outcome: "undetermined", reason: "what the bucket holds is not known yet" };
    if (!LOCKED.includes(kind)) return { outcome: "not-applicable", reason: `it is a ${kind} store` };

    const { minimumDays } = retentionRange(estate.standard, level, kind);
    const { days } = lockOf(bucket, estate);
    if (days === UNKNOWN) return { outcome: "undetermined", reason: "the lock is not known yet" };
    if (days >= minimumDays) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${bucket.name} is a ${kind} store of ${level} data and ${days > 0 ? `is locked for ${days} days` : "is not locked"}`,
      required: `a default lock of at least ${minimumDays} days on every object`,
      fix: "create the bucket with objectLockEnabled and a BucketObjectLockConfiguration, or use OutputStore",
    };
  }),
};
