import { isEmpty, isSet } from "../../../core/properties";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { valueAt } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";

const LOGGING = "loggingConfiguration";

/** See why.md. */
export const rule: Rule = {
  id: "sfn-state-machine-is-logged",
  layer: "orchestration",
  family: "orchestration",
  severity: "medium",
  cures: [],
  title: "A state machine logs its executions, at least their errors",
  scope: "stack",
  types: ["aws:sfn/stateMachine:StateMachine"],

  judge(machine, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;

    const missing = missingSetting(machine);
    if (missing === undefined) return { outcome: "pass" };
    if (missing === UNKNOWN) return { outcome: "undetermined", reason: "what it logs is not known yet" };
    return {
      outcome: "violation",
      found: `${machine.name} has no ${missing}`,
      required: "executions logged to a log group at level ALL or ERROR",
      fix: "set loggingConfiguration with level and log group, and allow its role to deliver logs",
    };
  },
};

function missingSetting(machine: ResourceRecord): string | undefined | typeof UNKNOWN {
  if (!isSet(machine, LOGGING)) return "loggingConfiguration";
  const level = valueAt(machine.props, `${LOGGING}.level`);
  // FATAL leaves out the steps that failed and were retried or caught.
  if (level !== UNKNOWN && level !== "ALL" && level !== "ERROR") return "log level of ALL or ERROR";
  const destination = valueAt(machine.props, `${LOGGING}.logDestination`);
  if (isEmpty(destination)) return "log group";
  return level === UNKNOWN ? UNKNOWN : undefined;
}
