import assert from "node:assert/strict";
import { guardrailConfig, requestMetadata, systemPrompt } from "../../../../services/runtime/model-request";

const model = { id: "sonnet", profileArn: "profile", promptCaching: false };
const settings = {
  WORKLOAD: "support",
  ENVIRONMENT: "prod",
  MODELS: [model],
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
  MAX_TOKENS: 256,
  MODEL_TIMEOUT_SECONDS: 2,
};

describe("a model request", () => {
  it("carries the guardrail without a trace", () => {
    assert.deepEqual(guardrailConfig(settings), {
      guardrailIdentifier: "a1b2c3d4",
      guardrailVersion: "3",
      trace: "disabled",
    });
  });

  it("names the workload and its environment with the IDs", () => {
    assert.deepEqual(requestMetadata(settings, { messageId: "m-1" }), {
      workload: "support",
      environment: "prod",
      messageId: "m-1",
    });
  });

  it("caches instructions where the model can", () => {
    assert.deepEqual(systemPrompt(model, "Answer."), [{ text: "Answer." }]);
    assert.deepEqual(systemPrompt({ ...model, promptCaching: true }, "Answer."), [
      { text: "Answer." },
      { cachePoint: { type: "default" } },
    ]);
  });
});
