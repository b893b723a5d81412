import { type Result, type State, type Step, type StepContext, sequence, transitionTo } from "./workflow-step";

/** A comparison of the Amazon States Language: `{ Variable: "$.pages", NumericGreaterThan: 1 }`. */
export type Comparison =
  | ({ readonly Variable: string } & Readonly<Record<string, string | number | boolean>>)
  | { readonly And: readonly Comparison[] }
  | { readonly Or: readonly Comparison[] }
  | { readonly Not: Comparison };

/**
 * A Choice state: goes to the first step whose comparison is true.
 * @param otherwise Step to go to when no comparison is true. Default: the next step.
 */
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

/** A Map state: runs the steps for each item of a list, with a limit on concurrency. */
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
    /** Steps for one item, which is their input. */
    readonly steps: readonly Step[];
    /** Items that are processed concurrently. Bounds: 1 to 40. Default: 5. */
    readonly maxConcurrency?: number;
  } & Result,
): Step {
  return {
    name,
    inner: [steps],
    states: (context) => ({
      [name]: {
        Type: "Map",
        ItemsPath: itemsPath,
        MaxConcurrency: maxConcurrency,
        ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...branch(steps, context) },
        ResultPath: result === undefined ? null : `$.${result}`,
        ...catchAll(context),
      },
    }),
  };
}

/** A Parallel state: runs several branches of steps concurrently. */
export function parallel(
  name: string,
  { branches, result }: { readonly branches: readonly (readonly Step[])[] } & Result,
): Step {
  return {
    name,
    inner: branches,
    states: (context) => ({
      [name]: {
        Type: "Parallel",
        Branches: branches.map((steps) => branch(steps, context)),
        ResultPath: result === undefined ? null : `$.${result}`,
        ...catchAll(context),
      },
    }),
  };
}

/**
 * A Wait state.
 * @param seconds Bounds: 1 to 31,536,000 (a year).
 */
export function wait(name: string, seconds: number): Step {
  return { name, states: ({ next }) => ({ [name]: { Type: "Wait", Seconds: seconds, ...transitionTo(next) } }) };
}

/** Makes a step the last one: the workflow ends after it. */
export function terminal(step: Step): Step {
  return { ...step, states: (context) => step.states({ ...context, next: undefined }) };
}

/** A Succeed state: ends the workflow successfully. */
export function succeed(name: string): Step {
  return { name, states: () => ({ [name]: { Type: "Succeed" } }) };
}

function branch(steps: readonly Step[], context: StepContext): State {
  return { StartAt: steps[0]?.name, States: sequence(steps, { ...context, next: undefined, failure: undefined }) };
}

function catchAll({ next, failure }: StepContext): State {
  const caught = { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: failure };
  return { ...(failure !== undefined && { Catch: [caught] }), ...transitionTo(next) };
}
