import assert from "node:assert/strict";
import { type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { classificationOf, isProduction, tagOf, tagsOf } from "../../../../../policies/readers/resource/tags";

const standard = loadStandard();

function bucket(props: Record<string, unknown>, provider?: Record<string, unknown>): ResourceRecord {
  return { type: "aws:s3/bucket:Bucket", name: "b", urn: "urn:pulumi:s::p::t::b", props, provider };
}

describe("tags", () => {
  it("are what the provider computed, once it has", () => {
    assert.deepEqual(tagsOf(bucket({ tags: { a: "1" }, tagsAll: { a: "2" } })), new Map([["a", "2"]]));
  });

  it("are the resource's own over the provider's defaults before that", () => {
    const provider = { defaultTags: JSON.stringify({ tags: { a: "0", b: "0" } }) };
    assert.deepEqual(
      tagsOf(bucket({ tags: { a: "1" }, tagsAll: UNKNOWN }, provider)),
      new Map([
        ["a", "1"],
        ["b", "0"],
      ]),
    );
  });

  it("are read from aws-native's lists", () => {
    assert.deepEqual(tagsOf(bucket({ tags: [{ key: "a", value: "1" }] })), new Map([["a", "1"]]));
  });

  it("are unknown one by one where their keys are known", () => {
    const tagged = bucket({ tags: { workload: UNKNOWN, environment: "prod" } });
    assert.equal(tagOf(tagged, "workload"), UNKNOWN);
    assert.equal(isProduction(tagged, standard), true);
  });

  it("are unknown as a whole where not even their keys are known", () => {
    assert.equal(tagsOf(bucket({ tags: UNKNOWN })), UNKNOWN);
    assert.equal(isProduction(bucket({ tags: UNKNOWN }), standard), UNKNOWN);
  });

  it("give a classification only if the standard knows it", () => {
    const key = standard.tagKeys.classification;
    assert.equal(classificationOf(bucket({ tags: { [key]: "internal" } }), standard), "internal");
    assert.equal(classificationOf(bucket({ tags: { [key]: "top-secret" } }), standard), undefined);
    assert.equal(classificationOf(bucket({}), standard), undefined);
  });
});
