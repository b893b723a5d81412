import assert from "node:assert/strict";
import { abortAt } from "../../../../services/runtime/deadline";

describe("a deadline", () => {
  it("aborts when it is reached, and at once when it has passed", async () => {
    const signal = abortAt(Date.now() + 20);
    assert.equal(signal.aborted, false);
    const past = abortAt(Date.now() - 1_000);
    await new Promise((resolve) => setTimeout(resolve, 60));

    assert.deepEqual([signal.aborted, past.aborted, signal.reason.name], [true, true, "TimeoutError"]);
  });
});
