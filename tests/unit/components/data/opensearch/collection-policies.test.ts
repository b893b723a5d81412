import assert from "node:assert/strict";
import { accessPolicyName, COLLECTION_NAME } from "../../../../../components/data/opensearch/collection-policies";
import { allowsData, letsThrough } from "../../../../support/collection-access";
import { TestResources } from "../../../../support/preview";

const READER = "arn:aws:iam::210987654321:role/reader";

/** Policies of OpenSearch Serverless as a preview has them. */
function policies(resource: "ServerlessAccessPolicy" | "ServerlessSecurityPolicy", type: string, policy: unknown) {
  const token = `aws:opensearch/${resource.charAt(0).toLowerCase()}${resource.slice(1)}:${resource}`;
  const inputs = { type, policy: JSON.stringify(policy) };
  return new TestResources([
    { type: token, name: "policy", urn: "urn", props: inputs, inputs, state: JSON.parse("{}") },
  ]);
}

describe("Policies of OpenSearch Serverless", () => {
  it("are named for their principal within 32 characters, however long the collection's name is", () => {
    const long = "support-prod-vectors-of-articles";
    const names = ["reader-search", "writer-write", "writer-search"].map((who) => accessPolicyName(long, who));

    assert.equal(new Set(names).size, 3);
    assert.deepEqual(
      names.filter((name) => !COLLECTION_NAME.test(name)),
      [],
    );
    assert.equal(accessPolicyName(long, "reader-search"), accessPolicyName(long, "reader-search"));
  });

  it("that let in too much are seen to do so: patterns in data policies", () => {
    const open = policies("ServerlessAccessPolicy", "data", [
      { Rules: [{ ResourceType: "index", Resource: ["index/sup*/*"], Permission: ["aoss:*"] }], Principal: [READER] },
    ]);
    const asked = { principal: READER, permission: "aoss:WriteDocument", resource: "index/support/articles" };

    assert.equal(allowsData(open, asked), true);
    assert.equal(allowsData(open, { ...asked, resource: "index/claims/articles" }), false);
    assert.equal(allowsData(open, { ...asked, resource: "collection/support" }), false);
    assert.equal(allowsData(open, { ...asked, principal: `${READER}-2` }), false);
  });

  it("that let in too much are seen to do so: the internet in network policies", () => {
    const Rules = [
      { ResourceType: "collection", Resource: ["collection/*"] },
      { ResourceType: "dashboard", Resource: ["collection/support"] },
    ];
    const open = policies("ServerlessSecurityPolicy", "network", [{ Rules, AllowFromPublic: true }]);
    const closed = policies("ServerlessSecurityPolicy", "network", [{ Rules, AllowFromPublic: false }]);

    assert.equal(letsThrough(open, "internet", "collection/claims"), true);
    assert.equal(letsThrough(open, "internet", "collection/support", "dashboard"), true);
    assert.equal(letsThrough(open, "internet", "collection/claims", "dashboard"), false);
    assert.equal(letsThrough(closed, "internet", "collection/claims"), false);
    assert.equal(letsThrough(closed, { service: "bedrock.amazonaws.com" }, "collection/claims"), false);
  });

  it("of another kind are no network policies", () => {
    const other = policies("ServerlessSecurityPolicy", "encryption", [{ Rules: [], AllowFromPublic: true }]);

    assert.equal(letsThrough(other, "internet", "collection/support"), false);
  });
});
