import assert from "node:assert/strict";
import type { TestPreview } from "./preview";

/** What is used of the validator, which brings no types of its own. */
type Validate = (
  definition: unknown,
  options: { readonly checkArn: boolean; readonly checkPaths: boolean },
) => { readonly isValid: boolean; errorsText(): string };

/** What is used of the simulator, whose types are those of an ES module. */
interface Simulator {
  readonly StateMachine: new (
    definition: unknown,
    options: object,
  ) => {
    run(
      input: unknown,
      options: object,
    ): {
      readonly result: Promise<unknown>;
      readonly eventLogs: AsyncIterable<{ readonly type: string; readonly state?: { readonly name: string } }>;
    };
  };
}

const validate: Validate = require("asl-validator");

/** The simulator needs what Node.js has since release 22. */
if (!("withResolvers" in Promise)) {
  Object.assign(Promise, {
    withResolvers() {
      let settle = {};
      const promise = new Promise((resolve, reject) => {
        settle = { resolve, reject };
      });
      return { promise, ...settle };
    },
  });
}
const { StateMachine }: Simulator = require("aws-local-stepfunctions");

const STRICT = { checkArn: true, checkPaths: true };

/** A definition in the Amazon States Language. */
export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What answers a task in place of AWS, by the name of its state; what it throws is an error by its name. */
export type Answers = Readonly<Record<string, (parameters: Record<string, unknown>) => unknown>>;

/** How one execution went. */
export interface Execution {
  /** States in the order in which they were entered. */
  readonly path: readonly string[];
  /** Undefined if it failed. */
  readonly output?: unknown;
  /** Error and cause, if it failed. */
  readonly failure?: string;
}

/** The definition of the one state machine of a preview, held against the language's schema and its paths. */
export function definitionIn({ resources }: TestPreview): Definition {
  const definition: Definition = JSON.parse(
    String(resources.only("aws:sfn/stateMachine:StateMachine")?.inputs.definition),
  );
  const result = validate(definition, STRICT);
  assert.ok(result.isValid, result.isValid ? "" : result.errorsText());
  return definition;
}

/** An error as AWS and functions name theirs. */
export function failing(name: string, message = name): () => never {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}

/** Executes a definition without waiting: tasks are answered here, everything else is the simulator's. */
export async function execute(definition: Definition, input: unknown, answers: Answers): Promise<Execution> {
  const names = statesIn(definition);
  const ofType = <T>(type: string, value: (name: string) => T) =>
    Object.fromEntries(names.flatMap(([name, { Type }]) => (Type === type ? [[name, value(name)]] : [])));
  const machine = new StateMachine(definition, { validationOptions: STRICT });
  const run = machine.run(input, {
    overrides: {
      taskResourceLocalHandlers: ofType("Task", (name) => async (parameters: Record<string, unknown>) => {
        const answer = answers[name] ?? assert.fail(`nothing answers ${name}`);
        return answer(parameters) ?? {};
      }),
      waitTimeOverrides: ofType("Wait", () => 0),
      retryIntervalOverrides: ofType("Task", () => 0),
    },
    context: {
      Execution: { Name: "execution-1" },
      State: { EnteredTime: "2026-11-30T12:00:00.000Z" },
      Task: { Token: "token-1" },
    },
  });
  const ended = run.result.then(
    (output) => ({ output }),
    ({ cause, message }: Error) => ({ failure: String(cause ?? message) }),
  );
  const path: string[] = [];
  for await (const { type, state } of run.eventLogs) if (type === "StateEntered" && state) path.push(state.name);
  return { path, ...(await ended) };
}

/** States by name, those of maps and branches included. */
export function statesIn({ States }: Definition): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return Object.entries(States).flatMap(([name, state]) => {
    const inner = [
      ...((state.Branches as Definition[] | undefined) ?? []),
      state.ItemProcessor as Definition | undefined,
    ];
    return [[name, state] as const, ...inner.flatMap((part) => (part ? statesIn(part) : []))];
  });
}
