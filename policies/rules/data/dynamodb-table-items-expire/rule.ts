import { valueSetAt } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { numberOf, valueAt } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { classificationOf } from "../../../readers/resource/tags";

const KEYSPACES = "aws:keyspaces/table:Table";

/** See why.md. */
export const rule: Rule = {
  id: "dynamodb-table-items-expire",
  layer: "data",
  family: "retention",
  severity: "medium",
  cures: [],
  title: "Items of a table expire",
  scope: "stack",
  types: ["aws:dynamodb/table:Table", KEYSPACES],

  judge: hygiene((table, { standard }): Verdict => {
    const enabled = table.type === KEYSPACES ? rowsExpire(table) : itemsExpire(table);
    if (enabled === true) return { outcome: "pass" };
    if (enabled === UNKNOWN) return { outcome: "undetermined", reason: "time to live is not known yet" };
    const level = classificationOf(table, standard);
    return {
      outcome: "violation",
      found: `${table.name} keeps ${typeof level === "string" ? level : "unclassified"} items for ever`,
      required: "time to live, enabled on an attribute that the workload sets to the end of the retention",
      fix:
        table.type === KEYSPACES
          ? 'set ttl to { status: "ENABLED" }, and defaultTimeToLive to the seconds of the retention'
          : 'set ttl to { attributeName: "expiresAt", enabled: true }',
    };
  }),
};

function itemsExpire(table: ResourceRecord): boolean | Unknown {
  const enabled = valueSetAt(table, "ttl.enabled");
  return enabled === true ? Boolean(valueAt(table.props, "ttl.attributeName")) : enabled === UNKNOWN && UNKNOWN;
}

/**
 * Time to live of Amazon Keyspaces is off until it is switched on, or given a default.
 * Source: https://docs.aws.amazon.com/keyspaces/latest/devguide/TTL-how-it-works.html (read 2026-11).
 */
function rowsExpire(table: ResourceRecord): boolean | Unknown {
  const [status, seconds] = [valueSetAt(table, "ttl.status"), valueSetAt(table, "defaultTimeToLive")];
  if (status === "ENABLED" || numberOf(seconds) > 0) return true;
  return status === UNKNOWN || seconds === UNKNOWN ? UNKNOWN : false;
}
