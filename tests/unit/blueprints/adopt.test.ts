import assert from "node:assert/strict";
import { adopting } from "@plinth/blueprints/stack/adopt";
import { OutputStore } from "@plinth/components";
import { preview } from "../../support/preview";
import { workload } from "../../support/workload";

const BUCKET = "support-prod-answers-objects-210987654321";

describe("adopting", () => {
  it("takes over the resource of that name in place of creating it, and no other", async () => {
    const { resources } = await preview(
      () => new OutputStore("answers", { workload }, { transforms: [adopting({ "answers-objects-bucket": BUCKET })] }),
    );

    const bucket = resources.named("answers-objects-bucket");
    assert.equal(bucket?.state.id, BUCKET);
    assert.equal(bucket?.state.protect, true);
    assert.notEqual(resources.named("answers-key-key")?.state.id, BUCKET);
  });
});
