import assert from "node:assert/strict";
import type { Permission } from "../../../../components/identity/policy-document";
import { WorkloadRole, type WorkloadRoleArgs } from "../../../../components/identity/workload-role";
import { preview } from "../../../support/preview";
import { given, statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const valid: WorkloadRoleArgs = { workload, service: "lambda" };
const PARAMETER = "arn:aws:ssm:eu-west-1:210987654321:parameter/support/prompt";

describe("WorkloadRole", () => {
  it("creates a role under a boundary of its own, and no permission", async () => {
    const { resources } = await preview(() => new WorkloadRole("support-handler", valid));

    assert.deepEqual(resources.countByType(), { "aws:iam/policy:Policy": 1, "aws:iam/role:Role": 1 });
    const role = resources.only("aws:iam/role:Role");
    const boundary = resources.only("aws:iam/policy:Policy");
    const { assumeRolePolicy: _, ...rest } = given(role, "name", "forceDetachPolicies");
    assert.deepEqual(rest, {
      path: "/workload/support/",
      description: "support in prod, on lambda",
      permissionsBoundary: `arn:aws:iam::210987654321:policy/workload/support/${boundary?.props.name}`,
      maxSessionDuration: 3600,
      tags: {
        workload: "support",
        owner: "customer-care",
        environment: "prod",
        "data-classification": "confidential",
      },
    });
  });

  it("trusts one service, for its own account", async () => {
    const { resources } = await preview(() => new WorkloadRole("support-handler", valid));

    assert.deepEqual(statementsOf(resources.only("aws:iam/role:Role"), "assumeRolePolicy"), [
      {
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } },
      },
    ]);
  });

  it("trusts a service that tells its resource for that kind of resource in its region only", async () => {
    const { resources } = await preview(() => new WorkloadRole("support-flow", { ...valid, service: "states" }));

    const [statement] = statementsOf(resources.only("aws:iam/role:Role"), "assumeRolePolicy");
    assert.deepEqual(statement?.Condition, {
      StringEquals: { "aws:SourceAccount": "210987654321" },
      ArnLike: { "aws:SourceArn": "arn:aws:states:eu-west-1:210987654321:stateMachine:*" },
    });
  });

  it("takes a boundary that exists instead of its own", async () => {
    const boundaryArn = "arn:aws:iam::210987654321:policy/platform/boundary";
    const { resources } = await preview(() => new WorkloadRole("support-handler", { ...valid, boundaryArn }));

    assert.deepEqual(resources.countByType(), { "aws:iam/role:Role": 1 });
    assert.equal(resources.only("aws:iam/role:Role")?.inputs.permissionsBoundary, boundaryArn);
  });

  it("allows each grant in an inline policy of its own", async () => {
    const { resources } = await preview(() => {
      const role = new WorkloadRole("support-handler", valid);
      role.allow("parameters", { actions: ["ssm:GetParameter"], resources: [PARAMETER] });
      role.allow("tagged", {
        actions: ["bedrock:InvokeModel"],
        resources: ["arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/*"],
        conditions: { StringEquals: { "aws:ResourceTag/workload": "support" } },
      });
    });

    assert.equal(resources.all("aws:iam/rolePolicy:RolePolicy").length, 2);
    const policy = resources.named("support-handler-parameters");
    assert.equal(policy?.inputs.role, resources.only("aws:iam/role:Role")?.props.name);
    assert.deepEqual(statementsOf(policy), [{ Effect: "Allow", Action: ["ssm:GetParameter"], Resource: [PARAMETER] }]);
    assert.deepEqual(statementsOf(resources.named("support-handler-tagged"))[0]?.Condition, {
      StringEquals: { "aws:ResourceTag/workload": "support" },
    });
  });

  it("knows its ARN and its permissions in preview", async () => {
    const { resources, outputs } = await preview(
      () => {
        const role = new WorkloadRole("support-handler", valid);
        role.allow("pass", { actions: ["iam:PassRole"], resources: [role.roleArn] });
        return { roleArn: role.roleArn };
      },
      { unknowns: true },
    );

    const arn = `arn:aws:iam::210987654321:role/workload/support/${resources.only("aws:iam/role:Role")?.inputs.name}`;
    assert.equal(outputs.roleArn, arn);
    assert.deepEqual(statementsOf(resources.named("support-handler-pass"))[0]?.Resource, [arn]);
  });

  it("refuses a name that IAM would find too long", async () => {
    const name = "x".repeat(52);
    const { error } = await preview(() => new WorkloadRole(name, valid));

    assert.deepEqual(error?.faults, [
      {
        id: "identity/WorkloadRole/name",
        path: `${name}.name`,
        found: name,
        allowed: "a name of at most 51 characters",
      },
    ]);
  });

  it("refuses a service that is no workload's compute", async () => {
    const service: string = "codebuild";
    const { error, resources } = await preview(
      () => new WorkloadRole("support-handler", { ...valid, service: service as WorkloadRoleArgs["service"] }),
    );

    assert.deepEqual(error?.faults, [
      {
        id: "identity/WorkloadRole/service",
        path: "support-handler.service",
        found: "codebuild",
        allowed:
          "one of lambda, ecs-tasks, states, bedrock, bedrock-agentcore, sagemaker, scheduler, events, vpc-flow-logs, ecs, s3, eks, ec2",
      },
    ]);
    assert.equal(resources.count(), 0);
  });

  const refusals: readonly [
    string,
    string,
    readonly Permission[],
    readonly (readonly [string, string | undefined])[],
  ][] = [
    ["nothing", "empty", [], [["support-handler.permissions(empty)", undefined]]],
    [
      "an action on nothing",
      "nowhere",
      [{ actions: ["s3:GetObject"], resources: [] }],
      [["support-handler.permissions(nowhere)", undefined]],
    ],
    [
      "every action, under a name with spaces",
      "Every Thing",
      [{ actions: ["*"], resources: [PARAMETER] }],
      [
        ["support-handler.grant", "Every Thing"],
        ["support-handler.permissions(Every Thing)", "*"],
        ["support-handler.permissions(Every Thing)", "*"],
      ],
    ],
    [
      "what its boundary would deny at run time",
      "escalate",
      [{ actions: ["iam:CreateUser", "s3:GetObject", "s3:*"], resources: [PARAMETER] }],
      [["support-handler.permissions(escalate)", "iam:CreateUser, s3:*"]],
    ],
  ];
  for (const [title, grant, permissions, expected] of refusals) {
    it(`refuses to allow ${title}`, async () => {
      const { error } = await preview(() => new WorkloadRole("support-handler", valid).allow(grant, ...permissions));

      assert.deepEqual(
        error?.faults.map(({ path, found }) => [path, found]),
        expected,
      );
    });
  }
});
