import { valueSetAt } from "../../../core/properties";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { valueAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "dynamodb-table-items-expire",
  layer: "data",
  family: "retention",
  severity: "medium",
  cures: [],
  title: "Items of a table expire",
  scope: "stack",
  types: ["aws:dynamodb/table:Table"],

  judge: hygiene((table, { standard }): Verdict => {
    const enabled = valueSetAt(table, "ttl.enabled");
    const attribute = valueAt(table.props, "ttl.attributeName");
    if (enabled === true && attribute) return { outcome: "pass" };
    if (enabled === UNKNOWN) return { outcome: "undetermined", reason: "time to live is not known yet" };
    const level = classificationOf(table, standard);
    return {
      outcome: "violation",
      found: `${table.name} keeps ${typeof level === "string" ? level : "unclassified"} items for ever`,
      required: "time to live, enabled on an attribute that the workload sets to the end of the retention",
      fix: 'set ttl to { attributeName: "expiresAt", enabled: true }',
    };
  }),
};
