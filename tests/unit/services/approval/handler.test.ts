import assert from "node:assert/strict";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { createHandler } from "../../../../services/approval/handler";

/** A client that records commands. */
function fakeStepFunctions() {
  const sent: { readonly name: string; readonly input: unknown }[] = [];
  const send = async (command: { readonly input: unknown }) => {
    sent.push({ name: command.constructor.name, input: command.input });
    return {};
  };
  return { sent, handle: createHandler({ send } as unknown as Pick<SFNClient, "send">) };
}

describe("the function that takes decisions", () => {
  const request = { taskToken: "token-1", reviewer: "ada@example.com" };

  it("answers the waiting step with an approval and its corrections", async () => {
    const { sent, handle } = fakeStepFunctions();

    assert.deepEqual(await handle({ ...request, decision: "approve", changes: { total: 119 } }), {
      decision: "approved",
    });
    assert.deepEqual(sent, [
      {
        name: "SendTaskSuccessCommand",
        input: {
          taskToken: "token-1",
          output: JSON.stringify({ reviewer: "ada@example.com", comment: "", changes: { total: 119 } }),
        },
      },
    ]);
  });

  it("fails the waiting step with a rejection, by whom and why", async () => {
    const { sent, handle } = fakeStepFunctions();

    assert.deepEqual(await handle({ ...request, decision: "reject", comment: "Not an invoice" }), {
      decision: "rejected",
    });
    assert.deepEqual(sent, [
      {
        name: "SendTaskFailureCommand",
        input: {
          taskToken: "token-1",
          error: "Rejected",
          cause: JSON.stringify({ reviewer: "ada@example.com", comment: "Not an invoice" }),
        },
      },
    ]);
  });

  for (const [title, event, members] of [
    ["what is no decision", "approve", "taskToken, decision, reviewer"],
    ["a rejection without a reason", { ...request, decision: "reject" }, "comment"],
    ["a rejection that changes something", { ...request, decision: "reject", comment: "No", changes: {} }, "changes"],
    ["a decision of nobody", { ...request, decision: "approve", reviewer: " " }, "reviewer"],
    ["changes that are too long", { ...request, decision: "approve", changes: { a: "a".repeat(250_000) } }, "changes"],
    ["members that it does not know", { ...request, decision: "approve", force: true }, "force"],
  ] as const) {
    it(`refuses ${title}, and tells members only`, async () => {
      const { sent, handle } = fakeStepFunctions();

      await assert.rejects(handle(event), { name: "InvalidDecisionError", message: `not a decision: ${members}` });
      assert.deepEqual(sent, []);
    });
  }
});
