import { isObject, listOf, type PlainObject, textOf } from "../../core/values";
import { callsModel } from "./state-machine";

/**
 * Names of states that have a model answer again and again, with nothing on the way round that counts. A choice counts if
 * it compares numbers: `Numeric…` in JSONPath, `<` or `>` in JSONata.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html (read 2026-11).
 */
export function uncountedLoops(machine: unknown): readonly string[] {
  if (!isObject(machine) || !isObject(machine.States)) return [];
  const states = new Map(
    Object.entries(machine.States).filter((entry): entry is [string, PlainObject] => isObject(entry[1])),
  );
  const own = [...states].flatMap(([name, state]) => {
    if (!callsModel(state)) return [];
    const loop = loopThrough(name, states);
    return loop.size === 0 || [...loop].some((member) => comparesCounter(states.get(member))) ? [] : [name];
  });
  const inner = [...states.values()].flatMap((state) =>
    [...listOf(state.Branches), state.ItemProcessor, state.Iterator].flatMap(uncountedLoops),
  );
  return [...own, ...inner];
}

/** The states that lead from one back to itself; none if nothing does. */
function loopThrough(name: string, states: ReadonlyMap<string, PlainObject>): ReadonlySet<string> {
  const after = reachable(name, states);
  return new Set([...after].filter((other) => reachable(other, states).has(name)));
}

function reachable(from: string, states: ReadonlyMap<string, PlainObject>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const next of successors(states.get(name))) {
      if (!states.has(next) || reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}

function successors(state: PlainObject = {}): readonly string[] {
  const branches = [...listOf(state.Choices), ...listOf(state.Catch)].map((branch) =>
    isObject(branch) ? branch.Next : "",
  );
  return [state.Next, state.Default, ...branches].map(textOf).filter((name) => name !== "");
}

function comparesCounter(state: PlainObject = {}): boolean {
  return state.Type === "Choice" && listOf(state.Choices).some(comparesNumbers);
}

function comparesNumbers(rule: unknown): boolean {
  if (!isObject(rule)) return false;
  const nested = [...listOf(rule.And), ...listOf(rule.Or), ...listOf(rule.Not)];
  return (
    Object.keys(rule).some((key) => key.startsWith("Numeric")) ||
    /[<>]/.test(textOf(rule.Condition)) ||
    nested.some(comparesNumbers)
  );
}
