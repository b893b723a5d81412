import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { numberOf, type PlainObject } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { uncountedLoops } from "../../../readers/models/loops";
import {
  callsModel,
  definitionOf,
  STATE_MACHINES,
  statesOf,
  waitsForModelJob,
  waitsForToken,
} from "../../../readers/models/state-machine";

/** See why.md. */
export const rule: Rule = {
  id: "sfn-state-machine-is-bounded",
  layer: "orchestration",
  family: "orchestration",
  severity: "high",
  cures: [],
  title: "A workflow that uses models or waits for somebody ends after a time, and counts its rounds",
  scope: "stack",
  types: STATE_MACHINES,

  judge(machine, estate): Verdict {
    const states = statesOf(machine);
    const definition = definitionOf(machine);
    if (states === UNKNOWN || definition === UNKNOWN) {
      return { outcome: "undetermined", reason: "its definition is not known yet" };
    }
    const type = machine.props.type ?? machine.props.stateMachineType ?? "STANDARD";
    // An express workflow ends after five minutes, whatever it says.
    const isTimed = numberOf(definition.TimeoutSeconds) > 0 || type === "EXPRESS";
    if (!states.some((state) => callsModel(state) || waitsForModelJob(state))) {
      return outsideAiEstate(estate) ?? judgeWaits(machine, states, isTimed);
    }

    const loops = uncountedLoops(definition);
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

/** A limit of the state ends its wait as well as one of the whole: a time-out, or a heartbeat that nobody sends. */
const LIMITS = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"];

function judgeWaits({ name }: ResourceRecord, states: readonly PlainObject[], isTimed: boolean): Verdict {
  const waits = states.filter(waitsForToken);
  if (waits.length === 0) {
    return { outcome: "not-applicable", reason: "it neither calls a model nor waits for somebody" };
  }
  if (isTimed || waits.every((state) => LIMITS.some((limit) => limit in state))) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${name} waits for somebody without a time limit`,
    required: "TimeoutSeconds or HeartbeatSeconds where it waits, or TimeoutSeconds for the whole workflow",
    fix: "set TimeoutSeconds in the state that waits, and say with Catch what follows when nobody answers",
  };
}
