import assert from "node:assert/strict";
import {
  DeploymentRole,
  type DeploymentRoleArgs,
  deploymentStatements,
  deploymentTrust,
} from "../../../../components/identity/deployment-role";
import { allows, MANAGEMENT, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const valid: DeploymentRoleArgs = {
  workload: platform,
  pipeline: {
    issuer: "token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    subjects: ["repo:acme/platform:environment:prod"],
  },
};
const ROLE = `arn:aws:iam::${MANAGEMENT}:role/plinth/plinth-deployment`;

describe("DeploymentRole", () => {
  it("creates the pipeline's identity provider and one role, with power but without people", async () => {
    const { resources, outputs } = await preview(() => ({ arn: new DeploymentRole("deployment", valid).roleArn }));

    assert.deepEqual(resources.countByType(), {
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
    });
    assert.equal(outputs.arn, ROLE);
    const { name, path } = resources.named("deployment-role")?.inputs ?? {};
    assert.deepEqual({ name, path }, { name: "plinth-deployment", path: "/plinth/" });
    assert.equal(
      resources.named("deployment-PowerUserAccess")?.props.policyArn,
      "arn:aws:iam::aws:policy/PowerUserAccess",
    );
  });

  it("trusts the pipeline's token for exact subjects and audience, and its own session", () => {
    assert.deepEqual(deploymentTrust("aws", MANAGEMENT, valid.pipeline), [
      {
        Sid: "Pipeline",
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${MANAGEMENT}:oidc-provider/token.actions.githubusercontent.com` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:acme/platform:environment:prod"],
          },
        },
      },
      {
        Sid: "OwnSession",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` },
        Action: "sts:AssumeRole",
        Condition: { ArnEquals: { "aws:PrincipalArn": ROLE } },
      },
    ]);
  });

  it("changes roles of workloads, but neither other roles nor itself, and invokes nothing", () => {
    const everything = { Effect: "Allow", Action: ["*"], Resource: ["*"] };
    const own = deploymentStatements("aws", MANAGEMENT);
    const role = (name: string) => `arn:aws:iam::${MANAGEMENT}:role/${name}`;
    const may = (action: string, resource: string) => allows(own, { action, resource, principal: ROLE });

    assert.equal(may("iam:CreateRole", role("workload/support/support-handler")), true);
    assert.equal(may("iam:PassRole", role("workload/support/support-handler")), true);
    assert.equal(may("iam:CreateRole", role("admin")), false);
    assert.equal(may("iam:PassRole", role("admin")), false);
    for (const [action, resource] of [
      ["iam:PutRolePolicy", ROLE],
      ["iam:UpdateAssumeRolePolicy", ROLE],
      ["bedrock:InvokeModel", "*"],
      ["bedrock-mantle:CreateInference", "*"],
    ] as const) {
      assert.equal(allows([...own, everything], { action, resource, principal: ROLE }), false, action);
    }
  });

  it("refuses wildcards in subjects, no subjects, and an issuer with a scheme", async () => {
    const refuse = async (pipeline: Partial<DeploymentRoleArgs["pipeline"]>) => {
      const args = { ...valid, pipeline: { ...valid.pipeline, ...pipeline } };
      const { error, resources } = await preview(() => new DeploymentRole("deployment", args));
      assert.equal(resources.count(), 0);
      return error?.faults.map(({ id, allowed }) => [id, allowed]);
    };

    assert.deepEqual(await refuse({ subjects: ["repo:acme/*"] }), [
      ["identity/DeploymentRole/pipeline.subjects", "exact subjects, without wildcards"],
    ]);
    assert.deepEqual(await refuse({ subjects: [], issuer: "https://token.actions.githubusercontent.com" }), [
      ["identity/DeploymentRole/pipeline.issuer", "an issuer without https://"],
      ["identity/DeploymentRole/pipeline.subjects", "at least one subject"],
    ]);
  });
});
