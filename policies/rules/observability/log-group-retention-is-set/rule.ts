import { CLASSIFICATIONS, type RetentionRange, retentionRange, type StoreKind } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { storeKindOf } from "../../../support/data/buckets";
import { hygiene } from "../../../support/hygiene";
import { classificationOf } from "../../../support/tags";
import { textOf } from "../../../support/values";

/** See why.md. */
export const rule: Rule = {
  id: "log-group-retention-is-set",
  layer: "observability",
  family: "retention",
  severity: "medium",
  title: "A log group keeps its events within the retention of its classification",
  scope: "stack",
  types: ["aws:cloudwatch/logGroup:LogGroup"],

  judge: hygiene((group, estate): Verdict => {
    const days = group.props.retentionInDays ?? 0;
    const kind = storeKindOf(group, "log");
    const allowed = kind === UNKNOWN ? UNKNOWN : rangeOf(group, kind, estate);
    if (days === UNKNOWN || allowed === UNKNOWN) {
      return { outcome: "undetermined", reason: "the retention, or the level of what is logged, is not known yet" };
    }
    const { minimumDays, maximumDays } = allowed;
    if (typeof days === "number" && days >= minimumDays && days <= maximumDays) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${group.name} keeps events ${days === 0 ? "for ever" : `for ${textOf(days)} days`}`,
      required: `retentionInDays of ${minimumDays} to ${maximumDays}`,
      fix: "set retentionInDays to one of CloudWatch's periods in that range",
    };
  }),
};

/** The range for the group's level; for a group that tells none, what any level would let pass. */
function rangeOf(group: ResourceRecord, kind: StoreKind, { standard }: Estate): RetentionRange | typeof UNKNOWN {
  const level = classificationOf(group, standard);
  if (level === UNKNOWN) return UNKNOWN;
  const ranges = (level ? [level] : CLASSIFICATIONS).map((l) => retentionRange(standard, l, kind));
  return {
    minimumDays: Math.min(...ranges.map(({ minimumDays }) => minimumDays)),
    maximumDays: Math.max(...ranges.map(({ maximumDays }) => maximumDays)),
  };
}
