import assert from "node:assert/strict";
import { loadStandard } from "@plinth/standards";
import { previewInOrder, previewOf } from "../../../support/stacks";

describe("landing-zone-audit", () => {
  it("detects and watches in every approved region, keeps no data and creates no role", async () => {
    const preview = (await previewInOrder(["org", "audit"])).get("audit");
    const { resources = [], outputs = {} } = preview ?? {};

    const modules = resources
      .filter(({ custom, type }) => custom && type.startsWith("aws:"))
      .map(({ type }) => type.split("/")[0]);
    assert.deepEqual([...new Set(modules)].sort(), [
      "aws:accessanalyzer",
      "aws:guardduty",
      "aws:oam",
      "aws:securityhub",
    ]);
    assert.equal(modules.length, 7 * 4);
    const { sinkArns } = outputs;
    assert.deepEqual(Object.keys(Object(sinkArns)).sort(), [...loadStandard().regions].sort());
    for (const [region, arn] of Object.entries(Object(sinkArns))) {
      assert.match(String(arn), new RegExp(`^arn:aws:oam:${region}:444455556666:sink/`));
    }
  });

  it("takes the id of an organisation that exists already", async () => {
    const organization = JSON.stringify({ existing: { id: "o-9z8y7x6w5v" } });
    const { resources } = await previewOf("audit", { "plinth:organization": organization });
    const policies = resources.filter(({ type }) => type === "aws:oam/sinkPolicy:SinkPolicy");

    assert.equal(policies.length, 4);
    for (const { inputs } of policies) assert.equal(String(inputs.policy).includes("o-9z8y7x6w5v"), true);
  });
});
