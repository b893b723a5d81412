import assert from "node:assert/strict";
import { abortAt, deadlineOf } from "../../../../services/runtime/deadline";

describe("a deadline", () => {
  it("leaves the reserve of the time that an invocation has left", () => {
    const before = Date.now();
    const deadline = deadlineOf({ getRemainingTimeInMillis: () => 30_000 }, 1_000);

    assert.ok(deadline >= before + 29_000 && deadline <= Date.now() + 29_000);
  });

  it("aborts when it is reached, and at once when it has passed", async () => {
    const signal = abortAt(Date.now() + 20);
    assert.equal(signal.aborted, false);
    const past = abortAt(Date.now() - 1_000);
    await new Promise((resolve) => setTimeout(resolve, 60));

    assert.deepEqual([signal.aborted, past.aborted, signal.reason.name], [true, true, "TimeoutError"]);
  });
});
