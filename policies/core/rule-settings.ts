import {
  CLASSIFICATIONS,
  LOG_RETENTION_DAYS,
  type RetentionRange,
  type Standard,
  type StoreKind,
} from "@plinth/standards";
import type { RuleSettings, Setting, SettingValues } from "./rule";

type Level = Standard["classifications"]["public"];
/** What the standard requires of some classifications and not of others. */
export type Requirement = Exclude<keyof Level, "retention">;

/** Settings of several kinds, together. */
export function settings(...all: readonly RuleSettings[]): RuleSettings {
  return {
    properties: (standard) => Object.assign({}, ...all.map((one) => one.properties(standard))),
    tighten: (standard, values) => all.reduce((tightened, one) => one.tighten(tightened, values), standard),
  };
}

/** `maximumOutputDays` and the like: stores of a kind keep what they hold for less time than the standard lets them. */
export function longestRetention(...kinds: readonly StoreKind[]): RuleSettings {
  return settings(
    ...kinds.map((kind) => {
      const name = `maximum${kind[0]?.toUpperCase()}${kind.slice(1)}Days`;
      return setting(
        name,
        (standard) => {
          const ranges = rangesOf(standard, kind);
          return {
            type: "integer",
            minimum: Math.max(...ranges.map(({ minimumDays }) => minimumDays)),
            maximum: Math.max(...ranges.map(({ maximumDays }) => maximumDays)),
            description: `most days that a store of kind ${kind} keeps anything, where the standard allows more`,
          };
        },
        (standard, days: number) =>
          withRanges(standard, kind, (range) => ({ ...range, maximumDays: Math.min(range.maximumDays, days) })),
      );
    }),
  );
}

/** `minimumLogDays`: log groups keep events for longer than the standard asks. */
export const shortestLogRetention: RuleSettings = setting(
  "minimumLogDays",
  (standard) => {
    const ranges = rangesOf(standard, "log");
    const max = Math.min(...ranges.map(({ maximumDays }) => maximumDays));
    return {
      type: "integer",
      minimum: Math.min(...ranges.map(({ minimumDays }) => minimumDays)),
      maximum: LOG_RETENTION_DAYS.findLast((days) => days <= max) ?? max,
      description: "fewest days that a log group keeps its events, where the standard asks for fewer",
    };
  },
  (standard, days: number) =>
    withRanges(standard, "log", (range) => ({ ...range, minimumDays: Math.max(range.minimumDays, days) })),
);

/** `fromLevel`: what the standard demands of its higher levels is demanded from a lower one on. */
export function requiredFrom(requirement: Requirement): RuleSettings {
  return setting(
    "fromLevel",
    ({ classifications }) => {
      const lowest = CLASSIFICATIONS.findIndex((level) => classifications[level][requirement]);
      return {
        type: "string",
        enum: CLASSIFICATIONS.slice(0, lowest < 0 ? CLASSIFICATIONS.length : lowest + 1),
        description: `lowest classification from which ${requirement} is demanded`,
      };
    },
    (standard, from: Standard["classifications"] extends Record<infer Name, Level> ? Name : never) =>
      withLevels(standard, (level, name) =>
        CLASSIFICATIONS.indexOf(name) >= CLASSIFICATIONS.indexOf(from) ? { ...level, [requirement]: true } : level,
      ),
  );
}

/** A list that leaves only some of what the standard approves. */
export function onlyOf(
  name: string,
  description: string,
  approved: (standard: Standard) => readonly string[],
  restrict: (standard: Standard, isKept: (one: string) => boolean) => Standard,
): RuleSettings {
  return setting(
    name,
    (standard) => ({
      type: "array",
      items: { type: "string", enum: [...approved(standard)] },
      minItems: 1,
      uniqueItems: true,
      description,
    }),
    (standard, left: readonly string[]) => restrict(standard, (one) => left.includes(one)),
  );
}

/** One setting: its schema, and what it makes of the standard where it is given. */
export function setting<T>(
  name: string,
  schemaOf: (standard: Standard) => Setting,
  tighten: (standard: Standard, value: T) => Standard,
): RuleSettings {
  return {
    properties: (standard) => ({ [name]: schemaOf(standard) }),
    // Values have been checked by the schema.
    tighten: (standard, values: SettingValues) =>
      values[name] === undefined ? standard : tighten(standard, values[name] as T),
  };
}

function rangesOf({ classifications }: Standard, kind: StoreKind): readonly RetentionRange[] {
  return CLASSIFICATIONS.map((level) => classifications[level].retention[kind]);
}

function withRanges(standard: Standard, kind: StoreKind, change: (range: RetentionRange) => RetentionRange): Standard {
  return withLevels(standard, (level) => ({
    ...level,
    retention: { ...level.retention, [kind]: change(level.retention[kind]) },
  }));
}

function withLevels(
  standard: Standard,
  change: (level: Level, name: (typeof CLASSIFICATIONS)[number]) => Level,
): Standard {
  const { public: open, internal, confidential, restricted } = standard.classifications;
  return {
    ...standard,
    classifications: {
      public: change(open, "public"),
      internal: change(internal, "internal"),
      confidential: change(confidential, "confidential"),
      restricted: change(restricted, "restricted"),
    },
  };
}
