import { type Result, type State, type Step, type StepContext, sequence, transitionTo } from "./workflow-step";

/** A comparison of the Amazon States Language: `{ Variable: "$.pages", NumericGreaterThan: 1 }`. */
export type Comparison =
  | ({ readonly Variable: string } & Readonly<Record<string, string | number | boolean>>)
  | { readonly And: readonly Comparison[] }
  | { readonly Or: readonly Comparison[] }
  | { readonly Not: Comparison };

/** Goes to the first step whose comparison holds, and otherwise on. */
export function choose(
  name: string,
  choices: readonly { readonly when: Comparison; readonly goTo: string }[],
  otherwise?: string,
): Step {
  return {
    name,
    leadsTo: [...choices.map(({ goTo }) => goTo), ...(otherwise === undefined ? [] : [otherwise])],
    states: ({ next }) => ({
      [name]: {
        Type: "Choice",
        Choices: choices.map(({ when, goTo }) => ({ ...when, Next: goTo })),
        Default: otherwise ?? next,
      },
    }),
  };
}

/** Does the steps for each item of a list, a few items at a time. */
export function forEach(
  name: string,
  {
    itemsPath,
    steps,
    maxConcurrency = 5,
    result,
  }: {
    /** Path of the list: `$.pages`. */
    readonly itemsPath: string;
    readonly steps: readonly Step[];
    /** Bounds: 1 to 40. Default: 5. */
    readonly maxConcurrency?: number;
  } & Result,
): Step {
  return {
    name,
    inner: [steps],
    states: (place) => ({
      [name]: {
        Type: "Map",
        ItemsPath: itemsPath,
        MaxConcurrency: maxConcurrency,
        ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...branch(steps, place) },
        ResultPath: result === undefined ? null : `$.${result}`,
        ...catchAll(place),
      },
    }),
  };
}

/** Does several rows of steps at the same time. */
export function parallel(
  name: string,
  { branches, result }: { readonly branches: readonly (readonly Step[])[] } & Result,
): Step {
  return {
    name,
    inner: branches,
    states: (place) => ({
      [name]: {
        Type: "Parallel",
        Branches: branches.map((steps) => branch(steps, place)),
        ResultPath: result === undefined ? null : `$.${result}`,
        ...catchAll(place),
      },
    }),
  };
}

/** Waits. @param seconds Bounds: 1 to 31,536,000 (a year). */
export function wait(name: string, seconds: number): Step {
  return { name, states: ({ next }) => ({ [name]: { Type: "Wait", Seconds: seconds, ...transitionTo(next) } }) };
}

/** The step, and then the end. */
export function terminal(step: Step): Step {
  return { ...step, states: (place) => step.states({ ...place, next: undefined }) };
}

/** Ends the workflow well. */
export function succeed(name: string): Step {
  return { name, states: () => ({ [name]: { Type: "Succeed" } }) };
}

function branch(steps: readonly Step[], place: StepContext): State {
  return { StartAt: steps[0]?.name, States: sequence(steps, { ...place, next: undefined, failure: undefined }) };
}

function catchAll({ next, failure }: StepContext): State {
  const caught = { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: failure };
  return { ...(failure !== undefined && { Catch: [caught] }), ...transitionTo(next) };
}
