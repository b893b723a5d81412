import assert from "node:assert/strict";
import { createEstate, judge, type ResourceRecord, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { UNKNOWN } from "../../../../policies/core/rule";
import { canonical, canonicalType, declaredType, withVariants } from "../../../../policies/core/variants";
import type { Props } from "./support/variant-breaches/breach";
import { COMPUTE } from "./support/variant-breaches/compute";
import { DATA_STORES } from "./support/variant-breaches/data-stores";
import { IDENTITY } from "./support/variant-breaches/identity";
import { NETWORK } from "./support/variant-breaches/network";

const BREACHES = [...DATA_STORES, ...IDENTITY, ...NETWORK, ...COMPUTE];

const standard = loadStandard();
const provider = { allowedAccountIds: ["111122223333"] };
const recordOf = (type: string, name: string, props: Props): ResourceRecord => ({
  type,
  name,
  urn: `urn:pulumi:test::test::${type}::${name}`,
  id: name,
  props,
  provider,
});
/** Something that makes the estate one of AI. */
const model = recordOf("aws:bedrock/guardrail:Guardrail", "guard", {});

describe("variants of a resource", () => {
  for (const { rule: id, declaredAs, around = [] } of BREACHES) {
    const findings = Object.entries(declaredAs).map(([type, props]) => {
      const records = [recordOf(type, "own", props), ...around.map((one) => recordOf(...one)), model];
      const rule = rules.filter((one) => one.id === id);
      const verdicts = judge(rule, createEstate(records, standard)).map(({ verdict }) => verdict);
      return { type, found: verdicts.find(({ outcome }) => outcome === "violation") };
    });
    for (const { type, found } of findings) {
      it(`${type} breaks ${id} as every other does`, () => {
        assert.ok(found);
        assert.deepEqual(found, findings[0]?.found);
      });
    }
  }

  it("are asked about by no rule", () => {
    assert.deepEqual(
      rules.flatMap(({ id, types }) =>
        types.filter((type) => canonicalType(type) !== type).map((type) => `${id}: ${type}`),
      ),
      [],
    );
  });

  it("are read as a type that is none itself", () => {
    assert.deepEqual(
      rules.flatMap(({ types }) =>
        withVariants(types).filter((type) => canonicalType(canonicalType(type)) !== canonicalType(type)),
      ),
      [],
    );
  });

  it("keep what is not known where it stands, and the edges of what moved", () => {
    const table = {
      ...recordOf("aws-native:dynamodb:Table", "sessions", { sseSpecification: UNKNOWN, tableName: "sessions" }),
      edges: { sseSpecification: ["urn:key"] },
    };
    const { type, props, edges } = canonical(table);
    assert.deepEqual(
      { type, props, edges },
      {
        type: "aws:dynamodb/table:Table",
        props: { name: "sessions", serverSideEncryption: { enabled: UNKNOWN, kmsKeyArn: UNKNOWN } },
        edges: { serverSideEncryption: ["urn:key"] },
      },
    );
  });

  it("keep the type that the program says in the URN", () => {
    const urn = "urn:pulumi:test::test::plinth:index:Store$aws:s3/bucketV2:BucketV2::own";
    const bucket = canonical({ ...recordOf("aws:s3/bucketV2:BucketV2", "own", {}), urn });
    assert.equal(bucket.type, "aws:s3/bucket:Bucket");
    assert.equal(declaredType(bucket), "aws:s3/bucketV2:BucketV2");
  });

  it("are named with the type that stands for them", () => {
    assert.deepEqual(withVariants(["aws:s3/bucket:Bucket"]), [
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketV2:BucketV2",
      "aws-native:s3:Bucket",
    ]);
  });
});
