import { type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, listOf, type PlainObject, parsedJson, textOf } from "../../core/values";

export const STATE_MACHINES = ["aws:sfn/stateMachine:StateMachine"];

/** The states of a state machine, those of its maps and branches included. UNKNOWN if its definition is; else maybe none. */
export function statesOf(machine: ResourceRecord): readonly PlainObject[] | typeof UNKNOWN {
  const definition = definitionOf(machine);
  return definition === UNKNOWN ? UNKNOWN : statesIn(definition);
}

/** The definition of a state machine; an empty one if it is no text of JSON. */
export function definitionOf({ props }: ResourceRecord): PlainObject | typeof UNKNOWN {
  const given = props.definition ?? props.definitionString;
  if (given === UNKNOWN) return UNKNOWN;
  const definition = parsedJson(given);
  return isObject(definition) ? definition : {};
}

/** Whether a state waits until somebody hands its token back. */
export function waitsForToken(state: PlainObject): boolean {
  return textOf(state.Resource).endsWith(".waitForTaskToken") || textOf(state.Resource).includes(":activity:");
}

/** Whether a state has a model, an agent or an endpoint answer. */
export function callsModel(state: PlainObject): boolean {
  const resource = textOf(state.Resource);
  return /:bedrock(runtime)?:(invokeModel|converse)/i.test(resource) || MODEL_INVOCATION.test(resource);
}

/**
 * Whether a state waits for a job that trains, tunes, tests or runs a model: it hangs as long as the job does.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#sfn-stuck-execution (read 2026-11).
 */
export function waitsForModelJob(state: PlainObject): boolean {
  return /:states:::(sagemaker|bedrock):create\w+\.sync/.test(textOf(state.Resource));
}

const MODEL_INVOCATION =
  /:(bedrockagentruntime|bedrockagentcore|sagemakerruntime):(invoke(Agent|InlineAgent|Flow|AgentRuntime|Endpoint)|retrieveAndGenerate)/i;

function statesIn(machine: unknown): readonly PlainObject[] {
  if (!isObject(machine) || !isObject(machine.States)) return [];
  return Object.values(machine.States)
    .filter(isObject)
    .flatMap((state) => [
      state,
      ...[...listOf(state.Branches), state.ItemProcessor, state.Iterator].flatMap((inner) => statesIn(inner)),
    ]);
}
