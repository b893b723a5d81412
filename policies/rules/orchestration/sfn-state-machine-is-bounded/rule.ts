import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { numberOf, type PlainObject, textOf } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { uncountedLoops } from "../../../readers/models/loops";
import {
  callsModel,
  definitionOf,
  STATE_MACHINES,
  statesOf,
  waitsForToken,
} from "../../../readers/models/state-machine";

/** See why.md. */
export const rule: Rule = {
  id: "sfn-state-machine-is-bounded",
  layer: "orchestration",
  family: "orchestration",
  severity: "high",
  cures: [],
  title: "A workflow that uses models, or waits for an answer, ends after a time, and counts its rounds",
  scope: "stack",
  types: STATE_MACHINES,

  judge(machine, estate): Verdict {
    const states = statesOf(machine);
    const definition = definitionOf(machine);
    if (states === UNKNOWN || definition === UNKNOWN) {
      return { outcome: "undetermined", reason: "its definition is not known yet" };
    }
    if (!states.some(callsModel)) return judgeWaits(machine, states.filter(waitsForToken), definition, estate);

    const loops = uncountedLoops(definition);
    const type = machine.props.type ?? machine.props.stateMachineType ?? "STANDARD";
    // An express workflow ends after five minutes, whatever it says.
    const isTimed = isLimited(definition) || type === "EXPRESS";
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

/** A callback that nobody gives, for an approval or for a worker's answer, holds an execution for a year. */
function judgeWaits(
  { name }: ResourceRecord,
  waits: readonly PlainObject[],
  definition: PlainObject,
  estate: Estate,
): Verdict {
  if (waits.length === 0) return { outcome: "not-applicable", reason: "it calls no model and waits for nobody" };
  const outside = outsideAiEstate(estate);
  if (outside) return outside;
  if (isLimited(definition) || waits.every(isLimited)) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${name} waits for an answer with no time limit`,
    required: "TimeoutSeconds for the whole workflow, or TimeoutSeconds or HeartbeatSeconds in each state that waits",
    fix: "set TimeoutSeconds beside States, and say by Catch what happens when nobody answers",
  };
}

/** A limit that the input gives is one. */
function isLimited(part: PlainObject): boolean {
  const given = [part.TimeoutSeconds, part.HeartbeatSeconds];
  const isGivenByInput = [part.TimeoutSecondsPath, part.HeartbeatSecondsPath, ...given].some((one) =>
    /^(\$|\{%)/.test(textOf(one)),
  );
  return isGivenByInput || given.some((one) => numberOf(one) > 0);
}
