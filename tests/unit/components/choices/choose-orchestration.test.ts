import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import {
  chooseOrchestration,
  ORCHESTRATION_KINDS,
  type OrchestrationKind,
  type OrchestrationRequirements,
} from "../../../../components/choices/choose-orchestration";

const HOUR = 3_600;

const TABLE: readonly (readonly [
  situation: string,
  asked: OrchestrationRequirements,
  choice: OrchestrationKind | undefined,
])[] = [
  ["a message that is answered", { seconds: 30 }, "function"],
  ["the longest that a function runs", { seconds: 900 }, "function"],
  ["a second more", { seconds: 901 }, "workflow"],
  ["steps that cost money", { seconds: 60, durableSteps: true }, "workflow"],
  ["the pages of a document", { seconds: 300, parallelItems: 40 }, "workflow"],
  ["a reviewer who is back on Monday", { seconds: 72 * HOUR, waitsForPeople: true }, "workflow"],
  ["a conversation that is read as it is written", { seconds: 120, streaming: true }, "streaming-service"],
  [
    "a conversation where a platform team runs Kubernetes",
    { seconds: 120, streaming: true, onKubernetes: true },
    "eks-streaming-service",
  ],
  ["a message, whatever containers run on", { seconds: 30, onKubernetes: true }, "function"],
  ["tools that the model picks", { seconds: 600, modelChoosesSteps: true }, "agent"],
  [
    "tools that the model picks, and a person approves",
    { seconds: 600, modelChoosesSteps: true, waitsForPeople: true },
    "agent",
  ],
  ["a stream of two hours", { seconds: 2 * HOUR, streaming: true }, "agent"],
  ["an agent for a day", { seconds: 24 * HOUR, modelChoosesSteps: true }, undefined],
  ["a stream whose steps are durable", { seconds: 60, streaming: true, durableSteps: true }, undefined],
  ["too many items at a time", { seconds: 60, parallelItems: 41 }, undefined],
];

describe("chooseOrchestration", () => {
  for (const [situation, asked, choice] of TABLE) {
    it(`chooses ${choice ?? "nothing"} for ${situation}`, () => {
      const answer = chooseOrchestration(asked);
      const others = answer.alternatives.map(({ kind }) => kind);

      assert.equal(answer.choice, choice);
      assert.deepEqual([...others, ...(choice ? [choice] : [])].sort(), [...ORCHESTRATION_KINDS].sort());
      assert.ok(answer.alternatives.every(({ reason }) => reason.length > 0));
    });
  }

  it("tells why, and why not the others", () => {
    assert.deepEqual(chooseOrchestration({ seconds: 30 }), {
      choice: "function",
      reason: "one function with structured output does it, and costs nothing while nobody asks",
      alternatives: [
        {
          kind: "workflow",
          reason: "needs a definition of steps, and data that passes between them, and function does without",
        },
        { kind: "streaming-service", reason: "needs containers that are always on, and function does without" },
        { kind: "eks-streaming-service", reason: "needs a cluster, and people who run it, and function does without" },
        {
          kind: "agent",
          reason:
            "needs bounds on tools, a log of actions, approvals and evaluation of what it does, and function does without",
        },
      ],
    });
  });

  it("refuses every bad requirement at once", () => {
    assert.throws(
      () => chooseOrchestration({ seconds: 0, parallelItems: 0.5 }),
      (error: unknown) =>
        error instanceof PlinthError &&
        error.faults.map(({ path }) => path).join() === "requirements.seconds,requirements.parallelItems",
    );
  });
});
