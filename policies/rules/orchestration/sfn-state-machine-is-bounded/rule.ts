import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { numberOf } from "../../../core/values";
import { uncountedLoops } from "../../../readers/models/loops";
import {
  callsModel,
  definitionOf,
  STATE_MACHINES,
  statesOf,
  waitsForModelJob,
} from "../../../readers/models/state-machine";

/** See why.md. */
export const rule: Rule = {
  id: "sfn-state-machine-is-bounded",
  layer: "orchestration",
  family: "orchestration",
  severity: "high",
  cures: [],
  title: "A workflow that uses models ends after a time, and counts its rounds",
  scope: "stack",
  types: STATE_MACHINES,

  judge(machine): Verdict {
    const states = statesOf(machine);
    const definition = definitionOf(machine);
    if (states === UNKNOWN || definition === UNKNOWN) {
      return { outcome: "undetermined", reason: "its definition is not known yet" };
    }
    if (!states.some((state) => callsModel(state) || waitsForModelJob(state))) {
      return { outcome: "not-applicable", reason: "it calls no model" };
    }

    const loops = uncountedLoops(definition);
    const type = machine.props.type ?? machine.props.stateMachineType ?? "STANDARD";
    // An express workflow ends after five minutes, whatever it says.
    const isTimed = numberOf(definition.TimeoutSeconds) > 0 || type === "EXPRESS";
    if (loops.length === 0 && isTimed) return { outcome: "pass" };
    if (loops.length === 0 && type === UNKNOWN) {
      return { outcome: "undetermined", reason: "the type of workflow is not known yet" };
    }
    const faults = [
      ...(loops.length > 0 ? [`asks a model in a loop that nothing counts`] : []),
      ...(isTimed ? [] : ["has no time limit"]),
    ];
    return {
      outcome: "violation",
      found: `${machine.name} ${joinWithAnd(faults)}`,
      required: "TimeoutSeconds for the whole workflow, and a choice that compares a number on the way round each loop",
      fix: "set TimeoutSeconds beside States, and end loops with a choice such as NumericLessThan on a counter",
    };
  },
};
