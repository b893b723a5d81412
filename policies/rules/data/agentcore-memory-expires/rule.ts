import { retentionRange } from "@plinth/standards";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { longestRetention } from "../../../core/rule-settings";
import { levelOrVerdict, storeKindOf } from "../../../readers/data/store-tags";

/** See why.md. */
export const rule: Rule = {
  id: "agentcore-memory-expires",
  layer: "data",
  family: "retention",
  severity: "medium",
  title: "An agent's memory of conversations expires within the retention of its classification",
  scope: "resource",
  types: ["aws:bedrock/agentcoreMemory:AgentcoreMemory"],
  settings: longestRetention("output"),

  judge(memory, { standard }): Verdict {
    const level = levelOrVerdict(memory, standard);
    if (typeof level === "object") return level;
    const kind = storeKindOf(memory, "output");
    const days = memory.props.eventExpiryDuration;
    if (kind === UNKNOWN || days === UNKNOWN) return { outcome: "undetermined", reason: "the expiry is not known yet" };
    const { maximumDays } = retentionRange(standard, level, kind);
    if (typeof days === "number" && days <= maximumDays) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${memory.name} keeps ${level} conversations ${typeof days === "number" ? `for ${days} days` : "without an expiry"}`,
      required: `eventExpiryDuration of at most ${maximumDays} days`,
      fix: "set eventExpiryDuration to the number of days that the workload needs",
    };
  },
};
