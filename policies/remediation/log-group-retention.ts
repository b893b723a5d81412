import { LOG_RETENTION_DAYS, retentionRange } from "@plinth/standards";
import { UNKNOWN } from "../core/rule";
import { storeKindOf } from "../readers/data/store-tags";
import { classificationOf } from "../readers/resource/tags";
import type { Remediation } from "./remediation";

/** A group that is there already loses older events, so it gets the longest period that its level allows. */
export const logGroupRetention: Remediation = {
  id: "log-group-gets-retention",
  rules: ["log-group-retention-is-set"],
  title: "A classified log group without retention gets the longest that its classification allows",
  types: ["aws:cloudwatch/logGroup:LogGroup"],

  fix(group, standard) {
    const { retentionInDays, logGroupClass } = group.props;
    // CloudWatch sets the retention of the class DELIVERY by itself.
    if ((retentionInDays ?? 0) !== 0 || logGroupClass === "DELIVERY" || logGroupClass === UNKNOWN) return undefined;
    const level = classificationOf(group, standard);
    const kind = storeKindOf(group, "log");
    if (level === undefined || level === UNKNOWN || kind === UNKNOWN) return undefined;
    const { minimumDays, maximumDays } = retentionRange(standard, level, kind);
    const days = LOG_RETENTION_DAYS.findLast((period) => period >= minimumDays && period <= maximumDays);
    return days === undefined ? undefined : { retentionInDays: days };
  },
};
