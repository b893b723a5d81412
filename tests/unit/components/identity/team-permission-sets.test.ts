import assert from "node:assert/strict";
import { TeamPermissionSets, type TeamPermissionSetsArgs } from "../../../../components/identity/team-permission-sets";
import { developerStatements, observerStatements } from "../../../../components/identity/team-statements";
import { allows, NON_PRODUCTION, PRODUCTION, platform } from "../../../support/landing-zone";
import { preview } from "../../../support/preview";

const SET = "aws:ssoadmin/permissionSet:PermissionSet";
const POLICY = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
const ASSIGNMENT = "aws:ssoadmin/accountAssignment:AccountAssignment";
const GROUP = "90676e4a-b031-70a3-5a8c-4f2d9b1c7e60";

const valid: TeamPermissionSetsArgs = {
  workload: platform,
  instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  teams: [{ name: "customer-care", groupId: GROUP, accounts: ["support-prod", "support-dev"] }],
  accounts: {
    "support-prod": { id: PRODUCTION, production: true },
    "support-dev": { id: NON_PRODUCTION, production: false },
  },
};

const model = "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0";
const session = (account: string) =>
  `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_plinth_0`;
const ROUTES = [
  "bedrock:InvokeModel",
  "bedrock:InvokeModelWithResponseStream",
  "bedrock:CreateModelInvocationJob",
  "bedrock:InvokeAgent",
  "bedrock:InvokeFlow",
  "bedrock:RetrieveAndGenerate",
  "bedrock-mantle:CreateInference",
  "bedrock-agentcore:InvokeAgentRuntime",
  "sagemaker:InvokeEndpoint",
];

describe("TeamPermissionSets", () => {
  it("creates two permission sets: teams observe in production and develop elsewhere", async () => {
    const { resources } = await preview(() => new TeamPermissionSets("teams", valid));

    assert.deepEqual(resources.countByType(), { [ASSIGNMENT]: 2, [SET]: 2, [POLICY]: 2 });
    const arnOf = (name: string) => resources.named(name)?.props.arn;
    assert.deepEqual(
      resources.all(ASSIGNMENT).map(({ inputs }) => [inputs.targetId, inputs.principalId, inputs.permissionSetArn]),
      [
        [PRODUCTION, GROUP, arnOf("teams-observer")],
        [NON_PRODUCTION, GROUP, arnOf("teams-developer")],
      ],
    );
    assert.deepEqual(
      resources.all(SET).map(({ inputs }) => [inputs.name, inputs.sessionDuration]),
      [
        ["plinth-observer", "PT4H"],
        ["plinth-developer", "PT4H"],
      ],
    );
  });

  it("refuses a malformed instance, account numbers that are none, and teams in unknown accounts, together", async () => {
    const { error, resources } = await preview(
      () =>
        new TeamPermissionSets("teams", {
          ...valid,
          instanceArn: "ssoins-0123456789abcdef",
          accounts: { "support-prod": { id: "12", production: true } },
        }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [
        ["identity/TeamPermissionSets/instanceArn", "ssoins-0123456789abcdef"],
        ["identity/TeamPermissionSets/accounts.id", "12"],
        ["identity/TeamPermissionSets/teams.accounts", "support-dev"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});

describe("what teams may do", () => {
  const observer = observerStatements();
  const developer = developerStatements(platform.standard, "aws", {
    production: [PRODUCTION],
    nonProduction: [NON_PRODUCTION],
  });

  it("reaches no model as an observer, in any account by any route", () => {
    for (const account of [PRODUCTION, NON_PRODUCTION]) {
      for (const action of ROUTES)
        assert.equal(allows(observer, { action, resource: model, principal: session(account) }), false, action);
    }
  });

  it("keeps an observer from what logs say", () => {
    const attempt = { action: "logs:GetLogEvents", principal: session(PRODUCTION) };
    assert.equal(allows(observer, attempt), false);
    assert.equal(allows(observer, { ...attempt, action: "logs:DescribeLogGroups" }), true);
  });

  it("lets a developer try approved models and read logs, in non-production accounts only", () => {
    const attempt = { action: "bedrock:InvokeModel", resource: model };
    const other = model.replace("anthropic.claude-sonnet-4-5-20250929-v1:0", "deepseek.r1-v1:0");
    assert.equal(allows(developer, { ...attempt, principal: session(NON_PRODUCTION) }), true);
    assert.equal(allows(developer, { ...attempt, principal: session(NON_PRODUCTION), resource: other }), false);
    assert.equal(allows(developer, { ...attempt, principal: session(PRODUCTION) }), false);
    assert.equal(allows(developer, { ...attempt, principal: session("999988887777") }), false);
    assert.equal(allows(developer, { action: "logs:GetLogEvents", principal: session(NON_PRODUCTION) }), true);
    assert.equal(allows(developer, { action: "logs:GetLogEvents", principal: session(PRODUCTION) }), false);
  });

  it("keeps developers out of production by every route, even where another policy lets them in", () => {
    const everything = { Effect: "Allow", Action: ["*"], Resource: ["*"] };
    for (const action of ROUTES) {
      const misplaced = { action, principal: session(PRODUCTION) };
      const across = { action, principal: session(NON_PRODUCTION), context: { "aws:ResourceAccount": PRODUCTION } };
      for (const attempt of [misplaced, across])
        assert.equal(allows([...developer, everything], attempt), false, action);
    }
  });
});
