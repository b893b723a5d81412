import { isEmpty } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, type PlainObject, valuesAt } from "../../core/values";
import { LIFECYCLE, settingsOf, VERSIONING } from "./buckets";

/** After how many days everything in a bucket expires: undefined is never, UNKNOWN is not known yet. */
export interface Expiry {
  readonly currentDays: number | Unknown | undefined;
  /** Earlier versions, once they are not the current one. */
  readonly noncurrentDays: number | Unknown | undefined;
}

/**
 * What a bucket's lifecycle does with all of its objects. A rule that is disabled, covers a part, or expires on one
 * fixed date does not expire everything.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html (read 2026-11).
 */
export function expiryOf(bucket: ResourceRecord, estate: Estate): Expiry {
  const rules = settingsOf(bucket, LIFECYCLE, estate);
  return {
    currentDays: earliest(rules.flatMap((rule) => daysOf(rule, CURRENT))),
    noncurrentDays: earliest(rules.flatMap((rule) => (keepsVersions(rule) ? [] : daysOf(rule, NONCURRENT)))),
  };
}

const CURRENT = ["expiration.days", "expirations[].days", "expirationInDays"];

const NONCURRENT = [
  "noncurrentVersionExpiration.noncurrentDays",
  "noncurrentVersionExpiration.days",
  "noncurrentVersionExpirations[].days",
  "noncurrentVersionExpirationInDays",
];

/** Whether overwritten and deleted objects stay as earlier versions. */
export function isVersioned(bucket: ResourceRecord, estate: Estate): boolean | Unknown {
  if (bucket.props.objectLockEnabled === true) return true;
  const states = settingsOf(bucket, VERSIONING, estate).map((setting) =>
    isObject(setting) ? (setting.status ?? setting.enabled) : setting,
  );
  if (states.some((state) => state === "Enabled" || state === true)) return true;
  return states.includes(UNKNOWN) ? UNKNOWN : false;
}

function daysOf(rule: unknown, paths: readonly string[]): readonly unknown[] {
  if (!isObject(rule)) return [UNKNOWN];
  const days = paths.flatMap((path) => valuesAt(rule, path)).filter((value) => value !== 0);
  const applies = both(isEnabled(rule), coversAll(rule));
  if (days.length === 0 || applies === false) return [];
  return applies === UNKNOWN ? [UNKNOWN] : days;
}

function isEnabled({ status, enabled }: PlainObject): boolean | Unknown {
  return status === UNKNOWN || enabled === UNKNOWN ? UNKNOWN : status === "Enabled" || enabled === true;
}

/** An empty filter, an empty prefix and no filter all mean the whole bucket. */
function coversAll({ filter, prefix, tags }: PlainObject): boolean | Unknown {
  const limits = [prefix, tags, ...(isObject(filter) ? Object.values(filter) : [filter])].filter(
    (limit) => !isEmpty(limit) && limit !== 0 && !(isObject(limit) && Object.values(limit).every(isEmpty)),
  );
  return limits.length === 0 ? true : limits.every((limit) => limit === UNKNOWN) ? UNKNOWN : false;
}

/** A rule that keeps the newest earlier versions never ends. */
function keepsVersions(rule: unknown): boolean {
  const kept = valuesAt(rule, "noncurrentVersionExpiration.newerNoncurrentVersions");
  return kept.some((count) => typeof count === "number" && count > 0);
}

function both(a: boolean | Unknown, b: boolean | Unknown): boolean | Unknown {
  if (a === false || b === false) return false;
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : true;
}

/** S3 acts on the earliest of several expirations, so one that is not known may still be it. */
function earliest(days: readonly unknown[]): number | Unknown | undefined {
  if (days.some((day) => typeof day !== "number")) return UNKNOWN;
  const known = days.filter((day): day is number => typeof day === "number");
  return known.length === 0 ? undefined : Math.min(...known);
}
