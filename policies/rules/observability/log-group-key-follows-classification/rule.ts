import { isSet } from "../../../core/properties";
import type { Rule, Verdict } from "../../../core/rule";
import { demandedFrom } from "../../../core/rule-settings";
import { levelOrVerdict } from "../../../readers/data/buckets";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "log-group-key-follows-classification",
  layer: "observability",
  family: "classification",
  severity: "high",
  title: "Logs of sensitive data are encrypted with a key of the workload",
  scope: "stack",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  settings: demandedFrom("customerManagedKey"),

  judge: hygiene((group, estate): Verdict => {
    const known = levelOrVerdict(group, estate.standard);
    if ("verdict" in known) return known.verdict;
    if (!estate.standard.classifications[known.level].customerManagedKey) {
      return { outcome: "not-applicable", reason: `${known.level} data needs no key of its own` };
    }
    if (isSet(group, "kmsKeyId")) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${group.name} holds logs of ${known.level} data and is encrypted with a key that AWS owns`,
      required: "kmsKeyId with a customer managed key",
      fix: "set kmsKeyId to the workload's key, whose policy must let CloudWatch Logs use it",
    };
  }),
};
