import assert from "node:assert/strict";
import { previewOf } from "../../support/stacks";

describe("landing-zone-audit", () => {
  it("detects in every approved region, keeps no data and creates no role", async () => {
    const { resources, outputs } = await previewOf("audit");

    const modules = resources
      .filter(({ custom, type }) => custom && type.startsWith("aws:"))
      .map(({ type }) => type.split("/")[0]);
    assert.deepEqual([...new Set(modules)].sort(), ["aws:accessanalyzer", "aws:guardduty", "aws:securityhub"]);
    assert.equal(modules.length, 5 * 4);
    assert.deepEqual(outputs, {});
  });
});
