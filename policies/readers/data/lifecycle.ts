import { isEmpty } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, numberOf, type PlainObject, valuesAt } from "../../core/values";
import { LIFECYCLE, settingsOf, VERSIONING } from "./buckets";

/**
 * After how many days everything in a bucket expires: undefined is never, UNKNOWN is not known yet. Rules may divide a
 * bucket by the size of its objects; the shortest and the longest of their days are then not the same.
 */
export interface Expiry {
  readonly currentDays: Days;
  /** Days after which the first of the current objects are gone. */
  readonly shortestDays: Days;
  /** Earlier versions, once they are not the current one. */
  readonly noncurrentDays: Days;
}

type Days = number | Unknown | undefined;

/**
 * What a bucket's lifecycle does with all of its objects. A rule that is disabled, covers a part, or expires on one
 * fixed date does not expire everything; rules for complementary sizes do so together.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html (read 2026-11).
 */
export function expiryOf(bucket: ResourceRecord, estate: Estate): Expiry {
  const rules = settingsOf(bucket, LIFECYCLE, estate);
  const current = rangeOf(rules.flatMap((rule) => expirationsOf(rule, CURRENT)));
  const noncurrent = rangeOf(rules.flatMap((rule) => (keepsVersions(rule) ? [] : expirationsOf(rule, NONCURRENT))));
  return { currentDays: current.longest, shortestDays: current.shortest, noncurrentDays: noncurrent.longest };
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

/** An expiration and the objects that it is for, by their size in bytes, both ends included. */
interface Expiration {
  readonly days: number | Unknown;
  readonly from: number;
  readonly to: number;
}

const UNKNOWN_EXPIRATION: Expiration = { days: UNKNOWN, from: 0, to: Number.POSITIVE_INFINITY };

function expirationsOf(rule: unknown, paths: readonly string[]): readonly Expiration[] {
  if (!isObject(rule)) return [UNKNOWN_EXPIRATION];
  const days = paths.flatMap((path) => valuesAt(rule, path)).filter((value) => value !== 0);
  const enabled = isEnabled(rule);
  const sizes = sizesOf(rule);
  if (days.length === 0 || enabled === false || sizes === undefined) return [];
  if (enabled === UNKNOWN || sizes === UNKNOWN) return [UNKNOWN_EXPIRATION];
  return days.map((day) => ({ days: typeof day === "number" ? day : UNKNOWN, ...sizes }));
}

function isEnabled({ status, enabled }: PlainObject): boolean | Unknown {
  return status === UNKNOWN || enabled === UNKNOWN ? UNKNOWN : status === "Enabled" || enabled === true;
}

const LIMITS = ["prefix", "tags", "tagFilters", "objectSizeGreaterThan", "objectSizeLessThan"] as const;

/**
 * The sizes of the objects that a rule is for, undefined if it is limited by anything else. No filter, an empty one and
 * an empty prefix all mean the whole bucket, and so does "greater than 0".
 */
function sizesOf(rule: PlainObject): Pick<Expiration, "from" | "to"> | Unknown | undefined {
  const filters = listOf(rule.filter);
  const both = filters.flatMap((filter) => (isObject(filter) ? listOf(filter.and) : []));
  const limits = [
    ...LIMITS.map((name) => [name, rule[name]] as const),
    ...[...filters, ...both].flatMap(limitsOf),
  ].filter(([, limit]) => !isVoid(limit));
  const known = limits.filter(([, limit]) => limit !== UNKNOWN);
  if (known.some(([name]) => !name.startsWith("objectSize"))) return undefined;
  if (known.length < limits.length) return UNKNOWN;
  const bounds = (name: string) => known.flatMap(([key, limit]) => (key === name ? [numberOf(limit)] : []));
  const from = Math.max(-1, ...bounds("objectSizeGreaterThan")) + 1;
  return { from: from === 1 ? 0 : from, to: Math.min(Number.POSITIVE_INFINITY, ...bounds("objectSizeLessThan")) - 1 };
}

function limitsOf(filter: unknown): readonly (readonly [name: string, limit: unknown])[] {
  return isObject(filter) ? Object.entries(filter).filter(([name]) => name !== "and") : [["filter", filter]];
}

/** A limit that limits nothing, in the forms in which programs and state write it. */
function isVoid(limit: unknown): boolean {
  return isEmpty(limit) || limit === 0 || (isObject(limit) && Object.values(limit).every(isEmpty));
}

/** A rule that keeps the newest earlier versions never ends. */
function keepsVersions(rule: unknown): boolean {
  const kept = valuesAt(rule, "noncurrentVersionExpiration.newerNoncurrentVersions");
  return kept.some((count) => typeof count === "number" && count > 0);
}

/** The shortest and the longest days of any size. S3 acts on the earliest of several expirations of one object. */
function rangeOf(expirations: readonly Expiration[]): { readonly shortest: Days; readonly longest: Days } {
  const starts = [...new Set([0, ...expirations.flatMap(({ from, to }) => [from, to + 1])])].filter(Number.isFinite);
  const days = starts.map((size) =>
    earliest(expirations.filter(({ from, to }) => from <= size && size <= to).map((one) => one.days)),
  );
  if (days.includes(undefined)) return { shortest: undefined, longest: undefined };
  const known = days.filter((day): day is number => typeof day === "number");
  if (known.length < days.length) return { shortest: UNKNOWN, longest: UNKNOWN };
  return { shortest: Math.min(...known), longest: Math.max(...known) };
}

/** One that is not known yet may be the earliest. */
function earliest(days: readonly (number | Unknown)[]): Days {
  const known = days.filter((day): day is number => typeof day === "number");
  if (known.length < days.length) return UNKNOWN;
  return known.length === 0 ? undefined : Math.min(...known);
}
