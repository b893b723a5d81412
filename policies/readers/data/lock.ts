import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, numberOf } from "../../core/values";
import { LOCK, settingsOf } from "./buckets";

/** What keeps new objects of a bucket from being deleted. */
export interface Lock {
  /** Days of the default retention; 0 without one. */
  readonly days: number | Unknown;
  /** COMPLIANCE binds everyone; GOVERNANCE lets those with a permission by. */
  readonly mode: unknown;
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html (read 2026-11). */
export function lockOf(bucket: ResourceRecord, estate: Estate): Lock {
  const [setting] = settingsOf(bucket, LOCK, estate);
  if (setting === undefined) return { days: 0, mode: undefined };
  if (!isObject(setting) || setting.days === UNKNOWN || setting.years === UNKNOWN)
    return { days: UNKNOWN, mode: UNKNOWN };
  const { days, years, mode } = setting;
  return { days: numberOf(days) + numberOf(years) * 365, mode };
}
