import assert from "node:assert/strict";
import { ProgramError, previewStack } from "@plinth/engine";
import { stackProgram } from "../../../support/stacks";

const ADMINISTRATOR = "arn:aws:iam::210987654321:role/OrganizationAccountAccessRole";
const valid = {
  "aws:region": "eu-west-1",
  "plinth:blueprint": "account-bootstrap",
  "plinth:environment": "prod",
  "plinth:account": "210987654321",
  "plinth:deploymentRole": ADMINISTRATOR,
  "plinth:workload": JSON.stringify({ name: "landing-zone", owner: "platform", classification: "internal" }),
  "plinth:pipeline": JSON.stringify({ subjects: ["repo:acme/platform:environment:prod"] }),
};
const previewOf = (config: Readonly<Record<string, string>>) =>
  previewStack({ ...stackProgram("org"), stack: "account-support-prod", config });

describe("account-bootstrap", () => {
  it("creates the account's deployment role, as the account's administrator", async () => {
    const { resources, outputs } = await previewOf(valid);

    assert.equal(outputs.deploymentRoleArn, "arn:aws:iam::210987654321:role/plinth/plinth-deployment");
    const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
    assert.deepEqual(JSON.parse(String(provider?.inputs.assumeRoles)), [
      { roleArn: ADMINISTRATOR, sessionName: "plinth-account-support-prod" },
    ]);
    assert.deepEqual(
      resources.filter(({ custom, type }) => custom && type.startsWith("aws:")).map(({ type }) => type),
      [
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        "aws:iam/role:Role",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/rolePolicy:RolePolicy",
      ],
    );
  });

  it("works with the credentials that it is given in the management account, where there is no such role", async () => {
    const { resources } = await previewOf({ ...valid, "plinth:deploymentRole": "none" });

    const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
    assert.deepEqual(JSON.parse(String(provider?.inputs.assumeRoles)), []);
    assert.deepEqual(JSON.parse(String(provider?.inputs.allowedAccountIds)), ["210987654321"]);
  });

  it("refuses subjects with wildcards and policies that are none, together", async () => {
    const config = {
      ...valid,
      "plinth:pipeline": JSON.stringify({ subjects: ["repo:acme/*"] }),
      "plinth:policyArns": JSON.stringify(["AdministratorAccess"]),
    };

    await assert.rejects(previewOf(config), (error) => {
      assert.ok(error instanceof ProgramError);
      assert.deepEqual(error.message.split("\n").slice(1), [
        "  plinth:pipeline.subjects[0]: found repo:acme/*; must be an exact subject, without wildcards [stack/Config/pipeline.subjects]",
        "  plinth:policyArns[0]: found AdministratorAccess; must be the ARN of a managed policy [stack/Config/policyArns]",
      ]);
      return true;
    });
  });
});
