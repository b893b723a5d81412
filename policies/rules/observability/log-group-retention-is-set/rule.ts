import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { shortestLogRetention } from "../../../core/rule-settings";
import { textOf } from "../../../core/values";
import { allowedRetention } from "../../../readers/data/retention";
import { storeKindOf } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "log-group-retention-is-set",
  layer: "observability",
  family: "retention",
  severity: "medium",
  cures: [],
  title: "A log group keeps its events within the retention of its classification",
  scope: "stack",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  settings: shortestLogRetention,

  judge: hygiene((group, estate): Verdict => {
    const days = group.props.retentionInDays ?? 0;
    const kind = storeKindOf(group, "log");
    const level = classificationOf(group, estate.standard);
    if (days === UNKNOWN || kind === UNKNOWN || level === UNKNOWN) {
      return { outcome: "undetermined", reason: "the retention, or the level of what is logged, is not known yet" };
    }
    const { minimumDays, maximumDays } = allowedRetention(level, kind, estate.standard);
    if (typeof days === "number" && days >= minimumDays && days <= maximumDays) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${group.name} keeps events ${days === 0 ? "for ever" : `for ${textOf(days)} days`}`,
      required: `retentionInDays of ${minimumDays} to ${maximumDays}`,
      fix: "set retentionInDays to one of CloudWatch's periods in that range",
    };
  }),
};
