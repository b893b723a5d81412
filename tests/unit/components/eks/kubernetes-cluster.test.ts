import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import { containerImage } from "../../../../components/ecs/container-image";
import {
  type ExistingClusterArgs,
  existingCluster,
  isClusterName,
} from "../../../../components/eks/kubernetes-cluster";

const valid: ExistingClusterArgs = { clusterName: "platform", nodeSecurityGroupId: "sg-0123456789abcdef0" };

function faultsOf(
  change: Partial<ExistingClusterArgs>,
): readonly (readonly [id: string, path: string, found: string | undefined])[] {
  try {
    existingCluster("plinth:cluster", { ...valid, ...change });
  } catch (error) {
    if (error instanceof PlinthError) return error.faults.map(({ id, path, found }) => [id, path, found]);
    throw error;
  }
  return [];
}

describe("existingCluster", () => {
  it("is accepted by name and security group", () => assert.deepEqual(faultsOf({}), []));

  it("ignores a request to pull an image, because its owner grants it", () => {
    const image = containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws");

    assert.doesNotThrow(() => existingCluster("cluster", valid).grantPull("chat", image));
  });

  it("refuses all invalid arguments together", () => {
    assert.deepEqual(faultsOf({ clusterName: "-platform", nodeSecurityGroupId: "sg-x" }), [
      ["orchestration/ExistingCluster/clusterName", "plinth:cluster.clusterName", "-platform"],
      ["orchestration/ExistingCluster/nodeSecurityGroupId", "plinth:cluster.nodeSecurityGroupId", "sg-x"],
    ]);
  });
});

describe("isClusterName", () => {
  it("accepts 1 to 100 letters, digits, hyphens and underscores, with a letter or digit first", () => {
    const names = ["a", "platform_1", "a".repeat(100), "", "a".repeat(101), "_a", "a.b"];

    assert.deepEqual(names.map(isClusterName), [true, true, true, false, false, false, false]);
  });
});
