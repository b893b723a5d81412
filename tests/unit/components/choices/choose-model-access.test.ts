import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import {
  chooseModelAccess,
  MODEL_ACCESS_KINDS,
  type ModelAccessKind,
  type ModelAccessRequirements,
} from "../../../../components/choices/choose-model-access";

const plain: ModelAccessRequirements = { expectedMonthlyInferenceUsd: 4_000, selfHostingMonthlyUsd: 30_000 };

const TABLE: readonly (readonly [
  situation: string,
  change: Partial<ModelAccessRequirements>,
  choice: ModelAccessKind | undefined,
])[] = [
  ["one workload with models of the catalogue", {}, "direct"],
  ["a spend that would pay for instances, without a need for them", { expectedMonthlyInferenceUsd: 90_000 }, "direct"],
  ["prompts that stay in AWS", { staysInAws: true }, "direct"],
  ["a load that must be served whatever others ask", { guaranteedThroughput: true }, "provisioned-throughput"],
  ["a model that was customised", { customisedModel: true }, "provisioned-throughput"],
  ["several workloads", { workloads: 3 }, "gateway"],
  ["limits for each caller", { callerLimits: true }, "gateway"],
  ["a provider beside Bedrock", { otherProviders: true }, "multi-provider-gateway"],
  ["several workloads and providers", { workloads: 3, otherProviders: true }, "multi-provider-gateway"],
  ["own weights that are worth it", { ownWeights: true, expectedMonthlyInferenceUsd: 30_000 }, "self-hosted"],
  ["own weights that are not", { ownWeights: true }, undefined],
  ["another provider without leaving AWS", { otherProviders: true, staysInAws: true }, undefined],
  ["guaranteed throughput for several workloads", { workloads: 2, guaranteedThroughput: true }, undefined],
];

describe("chooseModelAccess", () => {
  for (const [situation, change, choice] of TABLE) {
    it(`chooses ${choice ?? "nothing"} for ${situation}`, () => {
      const answer = chooseModelAccess({ ...plain, ...change });
      const others = answer.alternatives.map(({ kind }) => kind);

      assert.equal(answer.choice, choice);
      assert.deepEqual([...others, ...(choice ? [choice] : [])].sort(), [...MODEL_ACCESS_KINDS].sort());
      assert.ok(answer.alternatives.every(({ reason }) => reason.length > 0));
    });
  }

  it("tells why, and why not the others", () => {
    assert.deepEqual(chooseModelAccess({ ...plain, workloads: 3 }), {
      choice: "gateway",
      reason: "one thin service knows every caller, limits it and tells what it costs",
      alternatives: [
        { kind: "direct", reason: "counts and limits no callers of its own" },
        { kind: "provisioned-throughput", reason: "counts and limits no callers of its own" },
        {
          kind: "multi-provider-gateway",
          reason: "needs contracts, secrets and a way out to the internet, and gateway does without",
        },
        {
          kind: "self-hosted",
          reason: "counts and limits no callers of its own; is worth it from $30,000 a month, and $4,000 are expected",
        },
      ],
    });
  });

  it("refuses every bad requirement at once", () => {
    assert.throws(
      () => chooseModelAccess({ expectedMonthlyInferenceUsd: -1, selfHostingMonthlyUsd: Number.NaN, workloads: 0 }),
      (error: unknown) =>
        error instanceof PlinthError &&
        error.faults.map(({ path }) => path).join() ===
          "requirements.expectedMonthlyInferenceUsd,requirements.selfHostingMonthlyUsd,requirements.workloads",
    );
  });
});
