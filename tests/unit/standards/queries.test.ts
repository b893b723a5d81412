import assert from "node:assert/strict";
import {
  CLASSIFICATIONS,
  endpointServiceName,
  findModel,
  findProfile,
  isAtLeast,
  isProduction,
  loadStandard,
  logRetentionDays,
  retentionRange,
} from "@plinth/standards";

const standard = loadStandard();

describe("queries of the standard", () => {
  it("order the levels from public to restricted", () => {
    assert.equal(isAtLeast("restricted", "public"), true);
    assert.equal(isAtLeast("internal", "internal"), true);
    assert.equal(isAtLeast("internal", "confidential"), false);
  });

  it("find a model by the id of stack configuration only", () => {
    assert.equal(
      findModel(standard, "anthropic.claude-sonnet-4-5")?.modelId,
      "anthropic.claude-sonnet-4-5-20250929-v1:0",
    );
    assert.equal(findModel(standard, "anthropic.claude-sonnet-4-5-20250929-v1:0"), undefined);
  });

  it("find a profile only in an area where data may be processed", () => {
    const model = findModel(standard, "anthropic.claude-haiku-4-5");
    assert.ok(model);

    assert.equal(findProfile(standard, model, "eu")?.profileId, "eu.anthropic.claude-haiku-4-5-20251001-v1:0");
    assert.equal(findProfile(standard, model, "us"), undefined);
    assert.equal(findProfile(standard, model, "constructor"), undefined);
  });

  it("choose the shortest retention of logs that CloudWatch offers and the level allows", () => {
    assert.deepEqual(
      CLASSIFICATIONS.map((level) => logRetentionDays(standard, level)),
      [30, 90, 365, 365],
    );
  });

  it("tell how long a kind of store may keep data", () => {
    assert.deepEqual(retentionRange(standard, "confidential", "output"), { minimumDays: 90, maximumDays: 730 });
  });

  it("tell production from other environments", () => {
    assert.equal(isProduction(standard, "prod"), true);
    assert.equal(isProduction(standard, "dev"), false);
  });

  it("name an endpoint's service in a region", () => {
    assert.equal(
      endpointServiceName("com.amazonaws.{region}.bedrock-runtime", "eu-west-1"),
      "com.amazonaws.eu-west-1.bedrock-runtime",
    );
  });
});
