import type { Classification, RetentionRange } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { longestRetention } from "../../../core/rule-settings";
import { bucketUsesOf } from "../../../readers/data/bucket-uses";
import { BUCKETS, LIFECYCLE, LOCK, VERSIONING } from "../../../readers/data/buckets";
import { expiryOf, isVersioned } from "../../../readers/data/lifecycle";
import { lockOf } from "../../../readers/data/lock";
import { allowedRetention } from "../../../readers/data/retention";
import { storeKindOf } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "s3-bucket-objects-expire",
  layer: "data",
  family: "retention",
  severity: "high",
  cures: [...LIFECYCLE.types, ...VERSIONING.types, ...LOCK.types],
  causes: [...LIFECYCLE.types, ...VERSIONING.types],
  title: "Every object in a bucket expires within the retention of its classification and kind",
  scope: "stack",
  types: BUCKETS,
  settings: longestRetention("source", "output", "backup"),

  judge: hygiene((bucket, estate): Verdict => {
    const level = classificationOf(bucket, estate.standard);
    const kind = storeKindOf(bucket);
    if (level === UNKNOWN || kind === UNKNOWN) {
      return { outcome: "undetermined", reason: "what the bucket holds is not known yet" };
    }
    const allowed = allowedRetention(level, kind, estate.standard);
    const fault = faultOf(bucket, allowed, estate);
    const claim = kind === "audit" && fault === undefined ? claimOf(bucket, level, estate) : undefined;
    if (claim === "undetermined") {
      return { outcome: "undetermined", reason: "it is kept for as long as audit records, and nothing locks them" };
    }
    const found = claim ?? fault;
    if (found === UNKNOWN) return { outcome: "undetermined", reason: "the lifecycle is not known yet" };
    if (found === undefined) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${bucket.name} is a ${kind} store of ${level ?? "unclassified"} data and ${found}`,
      required: `an enabled lifecycle rule for the whole bucket that expires objects after ${allowed.minimumDays} to ${allowed.maximumDays} days, and their earlier versions`,
      fix: "add a BucketLifecycleConfiguration, or use ClassifiedBucket or OutputStore, which bring one",
    };
  }),
};

/**
 * What is wrong with the claim to hold audit records, which may be kept for longer than anything else. A bucket that
 * models read or write holds something else; where nothing is locked, nothing says that it holds records at all.
 */
function claimOf(bucket: ResourceRecord, level: Classification | undefined, estate: Estate): string | undefined {
  const { currentDays } = expiryOf(bucket, estate);
  const { maximumDays } = allowedRetention(level, "source", estate.standard);
  if (typeof currentDays !== "number" || currentDays <= maximumDays) return undefined;
  const [use] = bucketUsesOf(bucket, estate);
  if (use !== undefined) return `is used for ${use}s, and keeps objects for ${currentDays} days`;
  return lockOf(bucket, estate).days === 0 ? "undetermined" : undefined;
}

/** What is wrong, undefined if nothing is. */
function faultOf(bucket: ResourceRecord, { minimumDays, maximumDays }: RetentionRange, estate: Estate) {
  const { currentDays, shortestDays, noncurrentDays } = expiryOf(bucket, estate);
  if (currentDays === undefined) return "keeps objects for ever";
  if (currentDays !== UNKNOWN && currentDays > maximumDays) return `keeps objects for ${currentDays} days`;
  if (shortestDays !== UNKNOWN && (shortestDays ?? 0) < minimumDays)
    return `deletes objects after ${shortestDays} days`;

  // In a versioned bucket an expired object becomes an earlier version of itself, and stays.
  const versioned = isVersioned(bucket, estate);
  if (versioned === true && noncurrentDays === undefined) return "keeps earlier versions of objects for ever";
  if (versioned === true && noncurrentDays !== UNKNOWN && (noncurrentDays ?? 0) > maximumDays) {
    return `keeps earlier versions of objects for ${noncurrentDays} days`;
  }
  const open = versioned === UNKNOWN ? noncurrentDays === undefined : versioned && noncurrentDays === UNKNOWN;
  return currentDays === UNKNOWN || open ? UNKNOWN : undefined;
}
