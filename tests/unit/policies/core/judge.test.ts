import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, type Rule } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";

const bucket: ResourceRecord = { type: "aws:s3/bucket:Bucket", name: "b", urn: "urn:pulumi:s::p::t::b", props: {} };
const rule: Rule = {
  id: "bucket-is-there",
  layer: "data",
  family: "classification",
  severity: "low",
  title: "A bucket is there",
  scope: "resource",
  types: ["aws:s3/bucket:Bucket"],
  judge: () => ({ outcome: "pass" }),
};

describe("judge", () => {
  it("asks a rule about resources of its types only", () => {
    const queue = { ...bucket, type: "aws:sqs/queue:Queue", name: "q" };
    const judgements = judge([rule], createEstate([bucket, queue], loadStandard()));
    assert.deepEqual(judgements, [{ rule, resource: bucket, verdict: { outcome: "pass" } }]);
  });

  it("tells a rule that throws as its fault, undetermined, without what the error says", () => {
    const broken: Rule = {
      ...rule,
      judge: () => {
        throw new TypeError("secret-value is not a function");
      },
    };
    const [judgement, ...more] = judge([broken], createEstate([bucket], loadStandard()));
    assert.deepEqual(more, []);
    assert.deepEqual(judgement?.verdict, {
      outcome: "undetermined",
      reason: "the rule bucket-is-there failed with TypeError",
    });
    assert.equal(judgement?.fault?.message, "secret-value is not a function");
  });
});
