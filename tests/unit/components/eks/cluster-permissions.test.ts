import assert from "node:assert/strict";
import { clusterBoundary, clusterPermissions, DESCRIBE_KEY } from "../../../../components/eks/cluster-permissions";
import { workload } from "../../../support/workload";

const OWN_TAGS = { "aws:ResourceTag/workload": "support" };
const permissions = clusterPermissions(workload, "support-prod-cluster", OWN_TAGS);

describe("the permissions of a cluster's roles", () => {
  it("scope every action that changes something", () => {
    const unscoped = Object.values(permissions).flatMap((granted) =>
      granted.filter(({ resources }) => resources.includes("*")).flatMap(({ actions }) => [...actions]),
    );

    assert.deepEqual(
      unscoped.filter((action) => !/^ec2:Describe|^elasticloadbalancing:Describe/.test(action)),
      ["ecr:GetAuthorizationToken"],
    );
  });

  it("let the load balancer controller register pods with the workload's own target groups only", () => {
    const register = permissions["target-registrar"].filter(({ actions }) =>
      actions.includes("elasticloadbalancing:RegisterTargets"),
    );

    assert.deepEqual(register, [
      {
        actions: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
        resources: ["arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/*"],
        conditions: { StringEquals: OWN_TAGS },
      },
    ]);
  });
});

describe("the boundary of a cluster's roles", () => {
  it("allows each action of a role once, and the control plane's use of the key", () => {
    const [statement, ...others] = clusterBoundary(permissions);
    const actions = Object.values(permissions).flatMap((granted) => granted.flatMap((one) => [...one.actions]));

    assert.deepEqual(others, []);
    assert.deepEqual(statement, {
      Sid: "Cluster",
      Effect: "Allow",
      Action: [...new Set([...actions, DESCRIBE_KEY])].sort(),
      Resource: "*",
    });
  });
});
