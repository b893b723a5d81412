import assert from "node:assert/strict";
import {
  allSteps,
  reachable,
  sequence,
  type Task,
  taskState,
} from "../../../../components/step-functions/workflow-step";
import { choose, forEach, succeed, terminal, wait } from "../../../../components/step-functions/workflow-steps";

const CONTEXT = { partition: "aws", next: undefined, failure: undefined };
const task: Task = { resource: "lambda:invoke", parameters: {}, timeoutSeconds: 30, retryOn: ["Lambda.Unknown"] };

describe("the state of a task", () => {
  it("has a timeout and retries, discards its result and ends the workflow", () => {
    assert.deepEqual(taskState(task, CONTEXT), {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: {},
      TimeoutSeconds: 30,
      ResultPath: null,
      Retry: [
        {
          ErrorEquals: ["Lambda.Unknown"],
          IntervalSeconds: 2,
          BackoffRate: 2,
          MaxAttempts: 5,
          MaxDelaySeconds: 60,
          JitterStrategy: "FULL",
        },
      ],
      End: true,
    });
  });

  it("goes to the steps of its own errors first, and to the workflow's failure for all others", () => {
    const catches = [{ errors: ["Rejected"], to: "Revise" }];
    const state = taskState({ ...task, catches, result: "answer" }, { ...CONTEXT, next: "Next", failure: "Failed" });

    assert.deepEqual(
      [state.ResultPath, state.Next, state.Catch],
      [
        "$.answer",
        "Next",
        [
          { ErrorEquals: ["Rejected"], ResultPath: "$.error", Next: "Revise" },
          { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" },
        ],
      ],
    );
  });
});

describe("consecutive steps", () => {
  const steps = [
    choose("Long?", [{ when: { Variable: "$.pages", NumericGreaterThan: 3 }, goTo: "Pause" }], "Done"),
    terminal(wait("Pause", 60)),
    wait("Never", 1),
    succeed("Done"),
  ];
  const states = sequence(steps, CONTEXT);

  it("go to each other, unless a step ends the workflow or names another", () => {
    assert.deepEqual(states, {
      "Long?": {
        Type: "Choice",
        Choices: [{ Variable: "$.pages", NumericGreaterThan: 3, Next: "Pause" }],
        Default: "Done",
      },
      Pause: { Type: "Wait", Seconds: 60, End: true },
      Never: { Type: "Wait", Seconds: 1, Next: "Done" },
      Done: { Type: "Succeed" },
    });
  });

  it("are reachable by Next, Default, Choices and Catch", () => {
    const caught = { ...states, Pause: { Type: "Task", Catch: [{ Next: "Never" }] } };

    assert.deepEqual([...reachable(states, "Long?")].sort(), ["Done", "Long?", "Pause"]);
    assert.deepEqual([...reachable(caught, "Long?")].sort(), ["Done", "Long?", "Never", "Pause"]);
  });

  it("include those inside of others", () => {
    const nested = [forEach("Each", { itemsPath: "$.pages", steps: [wait("Page", 1)] }), succeed("Done")];

    assert.deepEqual(
      allSteps(nested).map(({ name }) => name),
      ["Each", "Page", "Done"],
    );
  });
});
