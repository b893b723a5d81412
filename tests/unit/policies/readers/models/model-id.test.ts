import assert from "node:assert/strict";
import { loadStandard } from "@plinth/standards";
import { approvedModel, isEmbedding, parseModelReference } from "../../../../../policies/readers/models/model-id";

const SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0";

describe("ids of models", () => {
  it("are read from an id and from an ARN", () => {
    const model = { kind: "model", modelId: SONNET };
    assert.deepEqual(parseModelReference(SONNET), model);
    assert.deepEqual(parseModelReference(`arn:aws:bedrock:eu-west-1::foundation-model/${SONNET}`), model);
  });

  it("are read from a system profile, with its area", () => {
    const profile = { kind: "profile", area: "eu", modelId: SONNET };
    assert.deepEqual(parseModelReference(`eu.${SONNET}`), profile);
    assert.deepEqual(
      parseModelReference(`arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.${SONNET}`),
      profile,
    );
    assert.deepEqual(parseModelReference("global.amazon.nova-2-lite-v1:0"), {
      kind: "profile",
      area: "global",
      modelId: "amazon.nova-2-lite-v1:0",
    });
  });

  it("take no provider for an area", () => {
    assert.deepEqual(parseModelReference("zai.glm-4.7"), { kind: "model", modelId: "zai.glm-4.7" });
  });

  it("leave what is declared elsewhere to its own declaration", () => {
    for (const kind of ["application-inference-profile/a1b2", "provisioned-model/a1b2", "custom-model/a/b"]) {
      assert.deepEqual(parseModelReference(`arn:aws:bedrock:eu-west-1:210987654321:${kind}`), {
        kind: "declared-elsewhere",
      });
    }
  });

  it("are looked up in the catalogue as a whole", () => {
    const standard = loadStandard();
    assert.equal(approvedModel(SONNET, standard)?.id, "anthropic.claude-sonnet-4-5");
    assert.equal(approvedModel("anthropic.claude-sonnet-4-5", standard), undefined);
  });

  it("tell embedding models by the catalogue, and others by their names", () => {
    const standard = loadStandard();
    const ids = ["amazon.titan-embed-text-v2:0", "cohere.embed-english-v3", "cohere.rerank-v3-5:0", SONNET];
    assert.deepEqual(
      ids.map((id) => isEmbedding(id, standard)),
      [true, true, true, false],
    );
  });
});
