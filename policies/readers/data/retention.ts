import {
  CLASSIFICATIONS,
  type Classification,
  type RetentionRange,
  retentionRange,
  type Standard,
  type StoreKind,
} from "@plinth/standards";

/** How long a store may keep what it holds; for a store that tells no level, what any level would let pass. */
export function allowedRetention(
  level: Classification | undefined,
  kind: StoreKind,
  standard: Standard,
): RetentionRange {
  const ranges = (level ? [level] : CLASSIFICATIONS).map((one) => retentionRange(standard, one, kind));
  return {
    minimumDays: Math.min(...ranges.map(({ minimumDays }) => minimumDays)),
    maximumDays: Math.max(...ranges.map(({ maximumDays }) => maximumDays)),
  };
}
