import { type ResourceRecord, UNKNOWN } from "../../rule";
import { isObject, listOf, type PlainObject, textOf } from "../values";

export const STATE_MACHINES = ["aws:sfn/stateMachine:StateMachine", "aws-native:stepfunctions:StateMachine"];

/** The states of a state machine, those of its maps and branches included. UNKNOWN if its definition is; else maybe none. */
export function statesOf({ props }: ResourceRecord): readonly PlainObject[] | typeof UNKNOWN {
  const definition = props.definition ?? props.definitionString;
  if (definition === UNKNOWN) return UNKNOWN;
  return statesIn(typeof definition === "string" ? parsed(definition) : definition);
}

/** Whether a state waits until somebody hands its token back. */
export function waitsForToken(state: PlainObject): boolean {
  return textOf(state.Resource).endsWith(".waitForTaskToken") || textOf(state.Resource).includes(":activity:");
}

/** Whether a state has a model answer. */
export function callsModel(state: PlainObject): boolean {
  return /:bedrock(runtime)?:(invokeModel|converse)/i.test(textOf(state.Resource));
}

function statesIn(machine: unknown): readonly PlainObject[] {
  if (!isObject(machine) || !isObject(machine.States)) return [];
  return Object.values(machine.States)
    .filter(isObject)
    .flatMap((state) => [
      state,
      ...[...listOf(state.Branches), state.ItemProcessor, state.Iterator].flatMap((inner) => statesIn(inner)),
    ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
