import assert from "node:assert/strict";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { converse } from "../../../../services/runtime/converse";
import { FakeBedrock } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";

const settings = {
  WORKLOAD: "support",
  ENVIRONMENT: "prod",
  MODELS: [
    { id: "sonnet", profileArn: "sonnet-profile", promptCaching: true },
    { id: "haiku", profileArn: "haiku-profile", promptCaching: false },
  ],
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
  MAX_TOKENS: 256,
  MODEL_TIMEOUT_SECONDS: 2,
};
const prompt = { instructions: "Answer.", text: "A secret?", schema: "{}", metadata: { messageId: "m-1" } };

describe("a request to the models", () => {
  const bedrock = new FakeBedrock();
  let client: BedrockRuntimeClient;
  before(async () => {
    client = new BedrockRuntimeClient({ ...CLIENT_CONFIG, endpoint: await bedrock.start() });
  });
  after(() => {
    client.destroy();
    bedrock.stop();
  });
  const send = (milliseconds = 60_000) => converse(client, settings, prompt, Date.now() + milliseconds);

  it("returns the first model's answer and what it cost", async () => {
    bedrock.answer({ text: "Yes." });

    assert.deepEqual(await send(), {
      modelId: "sonnet",
      stopReason: "end_turn",
      text: "Yes.",
      inputTokens: 1200,
      outputTokens: 80,
    });
    assert.deepEqual(
      bedrock.calls.map(({ modelId }) => modelId),
      ["sonnet-profile"],
    );
  });

  it("carries guardrail, token limit, IDs and schema, and caches instructions where the model can", async () => {
    bedrock.answer({ error: "ModelNotReadyException", status: 429 }, { text: "Yes." });
    await send();
    const [first, second] = bedrock.calls.map(({ body }) => body);

    assert.deepEqual(first?.system, [{ text: "Answer." }, { cachePoint: { type: "default" } }]);
    const { system, ...rest } = second ?? {};
    assert.deepEqual(system, [{ text: "Answer." }]);
    assert.deepEqual(rest, {
      messages: [{ role: "user", content: [{ text: "A secret?" }] }],
      inferenceConfig: { maxTokens: 256 },
      outputConfig: {
        textFormat: { type: "json_schema", structure: { jsonSchema: { name: "answer", schema: "{}" } } },
      },
      guardrailConfig: { guardrailIdentifier: "a1b2c3d4", guardrailVersion: "3", trace: "disabled" },
      requestMetadata: { workload: "support", environment: "prod", messageId: "m-1" },
    });
  });

  it("is refused, naming errors and not the prompt, if no model answers", async () => {
    bedrock.answer(
      { error: "ThrottlingException", status: 429, message: prompt.text },
      { error: "AccessDeniedException", status: 403, message: prompt.text },
    );

    await assert.rejects(send(), {
      name: "ModelError",
      message: "no model answered: sonnet ThrottlingException, haiku AccessDeniedException",
      errors: { sonnet: "ThrottlingException", haiku: "AccessDeniedException" },
    });
  });

  it("is refused without a call if there is no time left", async () => {
    bedrock.answer({ text: "Yes." });

    await assert.rejects(send(1_900), { message: "no model answered: no time left" });
    assert.equal(bedrock.calls.length, 0);
  });
});
