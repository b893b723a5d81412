import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { callsModel, STATE_MACHINES, statesOf } from "../../../readers/models/state-machine";

/** States that decide, repeat, wait or run side by side. */
const CONTROL_FLOW_STATES = ["Choice", "Parallel", "Map", "Wait"];

/** See why.md. */
export const rule: Rule = {
  id: "sfn-state-machine-branches",
  layer: "orchestration",
  family: "orchestration",
  severity: "low",
  level: "advisory",
  title: "A workflow is more than one call of a model",
  scope: "resource",
  types: STATE_MACHINES,

  judge(machine): Verdict {
    const states = statesOf(machine);
    if (states === UNKNOWN) return { outcome: "undetermined", reason: "its definition is not known yet" };
    const tasks = states.filter(({ Type }) => Type === "Task");
    if (!tasks.some(callsModel)) return { outcome: "not-applicable", reason: "it calls no model" };
    const steers = states.some(
      ({ Type, Catch }) => CONTROL_FLOW_STATES.some((type) => type === Type) || Catch !== undefined,
    );
    if (tasks.length > 1 || steers) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${machine.name} calls a model once and decides nothing`,
      required: "a function for one call; a workflow for steps that branch, wait or repeat",
      fix: "call the model from a function, as InferenceFunction does",
    };
  },
};
