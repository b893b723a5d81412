import assert from "node:assert/strict";
import { clusterRepositories } from "../../../../components/eks/cluster-registry";

describe("the repositories of EKS add-ons", () => {
  it("are in AWS's common account in most regions", () => {
    assert.deepEqual(clusterRepositories("aws", "eu-west-1"), [
      "arn:aws:ecr:eu-west-1:602401143452:repository/amazon-k8s-cni*",
      "arn:aws:ecr:eu-west-1:602401143452:repository/amazon/*",
      "arn:aws:ecr:eu-west-1:602401143452:repository/eks/*",
    ]);
  });

  it("are in an account of the region in others", () => {
    const [first] = clusterRepositories("aws-us-gov", "us-gov-west-1");

    assert.equal(first, "arn:aws-us-gov:ecr:us-gov-west-1:013241004608:repository/amazon-k8s-cni*");
  });
});
