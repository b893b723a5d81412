import assert from "node:assert/strict";
import { isBlocked, stopFault } from "../../../../services/runtime/stop-reason";

describe("a stop reason", () => {
  it("is blocked if the guardrail or the model's filter stopped the answer", () => {
    const reasons = ["guardrail_intervened", "content_filtered", "max_tokens", "end_turn", undefined];

    assert.deepEqual(reasons.map(isBlocked), [true, true, false, false, false]);
  });

  it("tells why an answer cannot be used", () => {
    for (const [reason, fault] of [
      ["guardrail_intervened", "blocked"],
      ["content_filtered", "blocked"],
      ["max_tokens", "truncated"],
      ["model_context_window_exceeded", "truncated"],
      ["stop_sequence", "malformed"],
      ["tool_use", "malformed"],
      ["unknown", "malformed"],
      ["end_turn", undefined],
    ] as const) {
      assert.equal(stopFault(reason), fault, reason);
    }
  });
});
