import { isSet } from "../../../core/properties";
import type { Rule, Verdict } from "../../../core/rule";
import { requiredFrom } from "../../../core/rule-settings";
import { verdictOnKeyOwner } from "../../../readers/data/key-owners";
import { levelRequiring } from "../../../readers/data/store-tags";
import { hygiene } from "../../../readers/estate/hygiene";

/** See why.md. */
export const rule: Rule = {
  id: "log-group-key-follows-classification",
  layer: "observability",
  family: "classification",
  severity: "high",
  cures: [],
  title: "Logs of sensitive data are encrypted with a key of the workload",
  scope: "stack",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  settings: requiredFrom("customerManagedKey"),

  judge: hygiene((group, estate): Verdict => {
    const level = levelRequiring("customerManagedKey", "no key of its own", group, estate.standard);
    if (typeof level === "object") return level;
    if (isSet(group, "kmsKeyId")) return verdictOnKeyOwner(group, level, estate) ?? { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${group.name} holds logs of ${level} data and is encrypted with a key that AWS owns`,
      required: "kmsKeyId with a customer managed key",
      fix: "set kmsKeyId to the workload's key, whose policy must let CloudWatch Logs use it",
    };
  }),
};
