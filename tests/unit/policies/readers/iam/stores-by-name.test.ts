import assert from "node:assert/strict";
import { createEstate, type ResourceRecord } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import fc from "fast-check";
import { readDocument } from "../../../../../policies/readers/iam/document";
import { canPerform, type Permissions } from "../../../../../policies/readers/iam/evaluate";
import { storesNamedBy } from "../../../../../policies/readers/iam/stores-by-name";

const text = fc.string({ unit: fc.constantFrom("a", "b", "-", "/"), minLength: 1, maxLength: 4 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "-", "/", "*", "?"), maxLength: 4 });

const estateOf = (names: readonly string[]) =>
  createEstate(
    names.flatMap((name) => [
      store("aws:s3/bucket:Bucket", name, { bucket: name }),
      store("aws:ssm/parameter:Parameter", name, { name: `/${name}` }),
    ]),
    loadStandard(),
  );

function store(type: string, name: string, props: Record<string, unknown>): ResourceRecord {
  return { urn: `urn:pulumi:s::p::${type}::${name}`, type, name, props: { ...props, tags: { workload: "support" } } };
}

function permissionsOn(...resources: readonly string[]): Permissions {
  const statement = { Effect: "Allow", Action: ["s3:GetObject", "ssm:GetParameter"], Resource: resources };
  return { identity: [{ name: "access", document: readDocument({ Statement: [statement] }) ?? [] }], facts: new Map() };
}

describe("Stores that permissions may name", () => {
  it("hold every one that the evaluator lets them read", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { maxLength: 5 }),
        fc.array(fc.tuple(fc.constantFrom("arn:aws:s3:::", "arn:*:ssm:*:*:parameter/", "arn:aws:*"), pattern), {
          minLength: 1,
        }),
        (names, patterns) => {
          const estate = estateOf(names);
          const permissions = permissionsOn(...patterns.map((parts) => parts.join("")));
          const found = storesNamedBy(permissions, estate);
          for (const one of estate.resources) {
            const isBucket = one.type === "aws:s3/bucket:Bucket";
            const resource = isBucket
              ? `arn:aws:s3:::${one.name}/`
              : `arn:aws:ssm:eu-central-1:111111111111:parameter/${one.name}`;
            const action = isBucket ? "s3:GetObject" : "ssm:GetParameter";
            if (canPerform(permissions, { action, resource }) === "allowed") assert.ok(found.includes(one), resource);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("hold none of another name", () => {
    const found = storesNamedBy(permissionsOn("arn:aws:s3:::answers/*"), estateOf(["answers", "questions"]));

    assert.deepEqual(
      found.map(({ name, type }) => [type, name]),
      [["aws:s3/bucket:Bucket", "answers"]],
    );
  });

  it("are all of them where a policy leaves only some out", () => {
    const document = readDocument({
      Statement: [{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::a/*" }],
    });
    const permissions: Permissions = { identity: [{ name: "access", document: document ?? [] }], facts: new Map() };

    assert.equal(storesNamedBy(permissions, estateOf(["answers", "questions"])).length, 4);
  });
});
