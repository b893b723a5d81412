import assert from "node:assert/strict";
import { findModel, hasLocalStorage, loadStandard } from "@plinth/standards";
import { compareHosting, type HostingPlan, hostingText } from "../../../../components/model-access/compare-hosting";

const standard = loadStandard();
const haiku = findModel(standard, "anthropic.claude-haiku-4-5");
assert.ok(haiku);
const plan: HostingPlan = {
  insteadOf: haiku,
  expectedMonthlyInferenceUsd: 45_000,
  instanceType: "ml.g5.12xlarge",
  instanceHourUsd: 7.09,
  instances: { min: 2, max: 4 },
  thresholdUsd: 30_000,
};

describe("compareHosting", () => {
  it("sets what tokens cost against instances that are always on", () => {
    assert.deepEqual(compareHosting(plan), {
      onDemandMonthlyUsd: 45_000,
      hostedMonthlyUsd: { min: 10_351.4, max: 20_702.8 },
      // (3 × 1.10 + 5.50) / 4 = 2.20 USD a million
      onDemandMillionTokens: 20_455,
      cheaper: "hosted",
      isAccepted: true,
    });
  });

  for (const [expectedMonthlyInferenceUsd, cheaper, isAccepted] of [
    [5_000, "on-demand", false],
    [10_351.4, "on-demand", false],
    [15_000, "depends", false],
    [20_702.8, "hosted", false],
    [30_000, "hosted", true],
  ] as const) {
    it(`calls ${cheaper} cheaper for ${expectedMonthlyInferenceUsd} USD a month`, () => {
      const compared = compareHosting({ ...plan, expectedMonthlyInferenceUsd });

      assert.deepEqual([compared.cheaper, compared.isAccepted], [cheaper, isAccepted]);
    });
  }

  it("tells the prices it rests on, and where they were read", () => {
    assert.equal(
      hostingText(plan),
      "on demand: 45,000 USD a month buy 20,455 million tokens of anthropic.claude-haiku-4-5 (1.1 in, 5.5 out per million, three in for one out; https://aws.amazon.com/bedrock/pricing/, 2026-11-22);\n" +
        "self-hosted: 2 to 4 ml.g5.12xlarge at 7.09 an hour are 10,351 USD to 20,703 USD a month, used or not, and the people who look after them;\n" +
        "self-hosting is cheaper, even with the most instances; the standard accepts self-hosting from 30,000 USD a month",
    );
  });
});

describe("instances with disks of their own", () => {
  it("are told by their family", () => {
    const types = ["ml.g5.xlarge", "ml.p4d.24xlarge", "ml.m6id.large", "ml.c5d.xlarge", "ml.trn1.2xlarge"];
    const others = ["ml.m5.large", "ml.inf2.xlarge", "ml.p3.2xlarge", "ml.g5g.xlarge", "ml.c7g.large"];

    assert.deepEqual([types.filter((t) => !hasLocalStorage(t)), others.filter(hasLocalStorage)], [[], []]);
  });
});
