import { retentionRange } from "@plinth/standards";
import { valueSetAt } from "../../../core/properties";
import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { longestRetention } from "../../../core/rule-settings";
import { levelOrVerdict, storeKindOf } from "../../../readers/data/store-tags";

const MEMORY = "aws:bedrock/agentcoreMemory:AgentcoreMemory";

/** Where the days stand. An agent's and a harness's own memory is there only if it is switched on, and always expires. */
const EXPIRIES: Readonly<Record<string, string>> = {
  [MEMORY]: "eventExpiryDuration",
  "aws:bedrock/agentAgent:AgentAgent": "memoryConfigurations[].storageDays",
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": "memory.managedMemoryConfiguration.eventExpiryDuration",
};

/** See why.md. */
export const rule: Rule = {
  id: "agentcore-memory-expires",
  layer: "data",
  family: "retention",
  severity: "medium",
  title: "An agent's memory of conversations expires within the retention of its classification",
  scope: "resource",
  types: Object.keys(EXPIRIES),
  settings: longestRetention("output"),

  judge(memory, { standard }): Verdict {
    const level = levelOrVerdict(memory, standard);
    if (typeof level === "object") return level;
    const path = EXPIRIES[memory.type] ?? "";
    const days = memory.type === MEMORY ? memory.props.eventExpiryDuration : valueSetAt(memory, path);
    if (days === undefined && memory.type !== MEMORY) return { outcome: "not-applicable", reason: "it has no memory" };
    const kind = storeKindOf(memory, "output");
    if (kind === UNKNOWN || days === UNKNOWN) return { outcome: "undetermined", reason: "the expiry is not known yet" };
    const { maximumDays } = retentionRange(standard, level, kind);
    if (typeof days === "number" && days <= maximumDays) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${memory.name} keeps ${level} conversations ${typeof days === "number" ? `for ${days} days` : "without an expiry"}`,
      required: `${path} of at most ${maximumDays} days`,
      fix: `set ${path} to the number of days that the workload needs`,
    };
  },
};
