import assert from "node:assert/strict";
import { S3VectorStore, type S3VectorStoreArgs } from "../../../../components/data/s3-vector-store";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { accessIn, admits, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const BUCKET = "arn:aws:s3vectors:eu-west-1:210987654321:bucket/support-prod-vectors";
const INDEX = `${BUCKET}/index/support-prod-vectors`;

function build(change: Partial<S3VectorStoreArgs> = {}): S3VectorStore {
  const key = new WorkloadKey("key", { workload, services: ["s3vectors"] });
  const store = new S3VectorStore("vectors", { workload, key, ...change });
  store.grantSearch(new WorkloadRole("reader", { workload, service: "lambda" }));
  store.grantWrite(new WorkloadRole("writer", { workload, service: "states" }));
  return store;
}

describe("S3VectorStore", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build({ classification: "internal" }), { config: OWN_ACCOUNT });
  });

  it("keeps vectors encrypted, classified as what they were made of, and safe from a mistake in production", () => {
    const index = test.resources.only("aws:s3/vectorsIndex:VectorsIndex");
    const key = test.resources.only("aws:kms/key:Key")?.props.arn;

    assert.deepEqual(index?.inputs.encryptionConfigurations, [{ sseType: "aws:kms", kmsKeyArn: key }]);
    assert.deepEqual(
      [index?.inputs.dimension, index?.inputs.distanceMetric, index?.inputs.dataType],
      [1024, "cosine", "float32"],
    );
    assert.deepEqual(index?.inputs.metadataConfiguration, {
      nonFilterableMetadataKeys: ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"],
    });
    assert.equal(Object(index?.inputs.tags)["data-classification"], "internal");
    assert.equal(Object(index?.inputs.tags)["plinth:store"], "vector");
    assert.equal(index?.state.protect, true);
  });

  it("lets a reader search and a writer write, and neither anything near it", () => {
    const access = accessIn(test);
    const search = { action: "s3vectors:QueryVectors", resource: INDEX };
    const write = { action: "s3vectors:PutVectors", resource: INDEX };

    assert.equal(access("reader-role", search), "allowed");
    assert.equal(access("writer-role", search), "allowed");
    assert.equal(access("writer-role", write), "allowed");
    const misses = [
      ...nearMisses(search, ["s3vectors:PutVectors", "s3vectors:DeleteVectors", "s3vectors:ListVectors"]).map(
        (miss) => ["reader-role", miss] as const,
      ),
      ...nearMisses(write, ["s3vectors:DeleteIndex", "s3vectors:DeleteVectorBucket", "s3vectors:CreateIndex"]).map(
        (miss) => ["writer-role", miss] as const,
      ),
    ];
    assert.ok(misses.length >= 20);
    for (const [role, miss] of misses) assert.equal(access(role, miss), "denied", JSON.stringify(miss));
  });

  it("denies whoever comes from outside, by its own policy", () => {
    const policy = test.resources.only("aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy")?.inputs.policy;
    const open = JSON.stringify({
      Statement: [
        ...JSON.parse(String(policy)).Statement,
        { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
      ],
    });
    const request = { action: "s3vectors:QueryVectors", resource: INDEX };

    assert.equal(admits(open, "arn:aws:iam::210987654321:role/workload/support/reader", request), "allowed");
    assert.equal(admits(open, "arn:aws:iam::999999999999:role/workload/support/reader", request), "denied");
  });

  it("refuses every bad argument at once and registers nothing", async () => {
    const { error, resources } = await preview(() => build({ dimensions: 5_000, classification: "restricted" }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["vectors.dimensions", "5000"],
        ["vectors.classification", "restricted"],
      ],
    );
    assert.equal(resources.named("vectors-bucket"), undefined);
  });
});
