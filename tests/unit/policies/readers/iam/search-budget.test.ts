import assert from "node:assert/strict";
import { readDocument } from "../../../../../policies/readers/iam/document";
import { mayPerform } from "../../../../../policies/readers/iam/permission-search";

const TARGETS = [{ action: "s3:GetObject", resources: ["arn:*:s3:::plinth-other/*b*c"] }];

/** What a role may do under `denied` patterns beside one Allow. */
function answer(denied: readonly string[]): string {
  const document = readDocument({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*a*b*c" },
      { Effect: "Deny", Action: "s3:GetObject", Resource: denied },
    ],
  });
  assert.ok(document);
  return mayPerform({ identity: [{ name: "reader", document }], facts: new Map() }, TARGETS).answer;
}

describe("effort of a search", () => {
  it("suffices for twenty exclusions", () => {
    assert.equal(answer(Array.from({ length: 20 }, (_, i) => `arn:aws:s3:::other-${i}/*`)), "allowed");
  });

  it("ends at documents that are written to be hard, and their answer is not known", () => {
    assert.equal(answer(Array.from({ length: 60 }, (_, i) => `*${"a*b*c*".repeat(i)}?a*`)), "unknown");
  });
});
