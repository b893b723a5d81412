import { type Rule, UNKNOWN, type Verdict } from "../../../rule";
import { levelOrVerdict } from "../../../support/data/buckets";
import { isGiven } from "../../../support/given";
import { valueAt } from "../../../support/values";

/** See why.md. */
export const rule: Rule = {
  id: "dynamodb-table-items-expire",
  layer: "data",
  family: "retention",
  severity: "medium",
  title: "Items of a table expire",
  scope: "stack",
  types: ["aws:dynamodb/table:Table"],

  judge(table, { standard }): Verdict {
    const known = levelOrVerdict(table, standard);
    if ("verdict" in known) return known.verdict;

    const enabled = isGiven(table, "ttl") ? valueAt(table.props, "ttl.enabled") : undefined;
    const attribute = valueAt(table.props, "ttl.attributeName");
    if (enabled === true && attribute) return { outcome: "pass" };
    if (enabled === UNKNOWN) return { outcome: "undetermined", reason: "time to live is not known yet" };
    return {
      outcome: "violation",
      found: `${table.name} keeps ${known.level} items for ever`,
      required: "time to live, enabled on an attribute that the workload sets to the end of the retention",
      fix: 'set ttl to { attributeName: "expiresAt", enabled: true }',
    };
  },
};
