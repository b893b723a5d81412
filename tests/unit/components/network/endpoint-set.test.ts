import assert from "node:assert/strict";
import { loadStandard, PlinthError } from "@plinth/standards";
import { endpointSet } from "../../../../components/network/endpoint-set";

const standard = loadStandard();

describe("endpointSet", () => {
  it("is what the workload does, each endpoint once", () => {
    assert.deepEqual(endpointSet(["container", "models", "buckets", "tables"], standard), [
      "bedrock-runtime",
      "dynamodb",
      "ecr-api",
      "ecr-dkr",
      "logs",
      "s3",
    ]);
  });

  it("is what nodes of a private cluster, and pods with a role, call", () => {
    assert.deepEqual(endpointSet(["cluster"], standard), [
      "ec2",
      "ecr-api",
      "ecr-dkr",
      "eks",
      "eks-auth",
      "elasticloadbalancing",
      "logs",
      "s3",
    ]);
  });

  it("is nothing for a workload that calls nothing", () => {
    assert.deepEqual(endpointSet([], standard), []);
  });

  it("refuses what the standard's catalogue does not have, all of it at once", () => {
    const { "bedrock-runtime": _, s3: __, ...endpoints } = standard.endpoints;

    assert.throws(
      () => endpointSet(["models", "buckets", "container"], { endpoints }),
      (error) => {
        assert.ok(error instanceof PlinthError);
        assert.deepEqual(
          error.faults.map(({ found, allowed }) => [found, allowed]),
          [
            ["bedrock-runtime", "in the standard's catalogue: it is needed for models"],
            ["s3", "in the standard's catalogue: it is needed for buckets, container"],
          ],
        );
        return true;
      },
    );
  });
});
