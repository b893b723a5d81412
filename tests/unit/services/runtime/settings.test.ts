import assert from "node:assert/strict";
import * as z from "zod/mini";
import { accountId, integer, json, modelSettings, settingsReader, text } from "../../../../services/runtime/settings";

const models = [{ id: "sonnet", profileArn: "profile", promptCaching: true }];
const environment = {
  WORKLOAD: "support",
  ENVIRONMENT: "prod",
  MODELS: JSON.stringify(models),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
};

describe("settings from environment variables", () => {
  const read = settingsReader(
    z.object({ NAME: text, DAYS: integer(1, 90), ACCOUNT_ID: accountId, LIST: z.pipe(json, z.array(z.string())) }),
  );

  it("are typed values, without variables that the schema does not have", () => {
    assert.deepEqual(read({ NAME: "a", DAYS: "7", ACCOUNT_ID: "210987654321", LIST: '["b"]', PATH: "/bin" }), {
      NAME: "a",
      DAYS: 7,
      ACCOUNT_ID: "210987654321",
      LIST: ["b"],
    });
  });

  it("are refused with every variable that is missing, empty or malformed, in the schema's order, without a value", () => {
    for (const wrong of [
      {},
      { LIST: "[", ACCOUNT_ID: "21098765432", DAYS: "91", NAME: "" },
      { LIST: "[1, 2]", ACCOUNT_ID: "secret", DAYS: "1.5" },
    ]) {
      assert.throws(() => read(wrong), { name: "Error", message: "environment: NAME, DAYS, ACCOUNT_ID, LIST" });
    }
  });

  it("of models have defaults for tokens and time", () => {
    assert.deepEqual(settingsReader(z.object(modelSettings))(environment), {
      ...environment,
      MODELS: models,
      MAX_TOKENS: 1_024,
      MODEL_TIMEOUT_SECONDS: 20,
    });
  });

  it("of models refuse an empty list of models", () => {
    assert.throws(() => settingsReader(z.object(modelSettings))({ ...environment, MODELS: "[]" }), {
      message: "environment: MODELS",
    });
  });
});
