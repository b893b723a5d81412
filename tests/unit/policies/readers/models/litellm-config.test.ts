import assert from "node:assert/strict";
import { modelsOfLitellm } from "../../../../../policies/readers/models/litellm-config";

const routes = (...params: readonly object[]) =>
  JSON.stringify({ model_list: params.map((litellm_params) => ({ model_name: "chat", litellm_params })) });

describe("a configuration of LiteLLM", () => {
  it("names models of Bedrock by their own ids, and others as they are", () => {
    const models = ["bedrock/eu.anthropic.claude-sonnet-4-6", "bedrock/converse/amazon.nova-lite-v1:0", "gpt-4o"];
    assert.deepEqual(modelsOfLitellm(routes(...models.map((model) => ({ model })))), [
      "eu.anthropic.claude-sonnet-4-6",
      "amazon.nova-lite-v1:0",
      "gpt-4o",
    ]);
  });

  it("is read in YAML", () => {
    const text = "model_list:\n  - model_name: chat\n    litellm_params:\n      model: openai/gpt-4o\n";
    assert.deepEqual(modelsOfLitellm(text), ["openai/gpt-4o"]);
  });

  it("leaves out what somebody hosts at an address, but for Azure, and what the environment names", () => {
    const text = routes(
      { model: "openai/assistant", api_base: "http://vllm.models.svc:8000" },
      { model: "azure/assistant", api_base: "https://acme.openai.azure.com" },
      { model: "sagemaker/assistant" },
      { model: "os.environ/MODEL" },
    );
    assert.deepEqual(modelsOfLitellm(text), ["azure/assistant"]);
  });

  it("is none in other text, in text that is no YAML, and in routes without models", () => {
    assert.deepEqual(modelsOfLitellm("model: openai/gpt-4o"), []);
    assert.deepEqual(modelsOfLitellm("model_list: [litellm_params: {"), []);
    assert.deepEqual(modelsOfLitellm('{"model_list": [{"litellm_params": {}}, 3, null]}'), []);
  });
});
