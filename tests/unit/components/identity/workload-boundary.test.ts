import assert from "node:assert/strict";
import { WorkloadBoundary } from "../../../../components/identity/workload-boundary";
import { preview } from "../../../support/preview";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

/** Of a managed policy, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const POLICY_LIMIT = 6144;

describe("WorkloadBoundary", () => {
  it("creates one managed policy that fits IAM's limit", async () => {
    const { resources } = await preview(() => new WorkloadBoundary("support-boundary", { workload }));

    assert.deepEqual(resources.countByType(), { "aws:iam/policy:Policy": 1 });
    assert.ok(String(resources.only("aws:iam/policy:Policy")?.inputs.policy).length <= POLICY_LIMIT);
  });

  it("lets a role act on its own account's resources, invoke catalogue models and pass its own workload's roles", async () => {
    const { resources } = await preview(() => new WorkloadBoundary("support-boundary", { workload }));
    const [own, , models, roles, escalation] = statementsOf(resources.only("aws:iam/policy:Policy"));

    assert.deepEqual(own?.Condition, { StringEqualsIfExists: { "aws:ResourceAccount": "210987654321" } });
    assert.deepEqual(models?.Action, ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]);
    assert.deepEqual(models?.Resource, [
      "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0",
      "arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-6",
      "arn:aws:bedrock:*::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0",
      "arn:aws:bedrock:*::foundation-model/anthropic.claude-opus-4-6-v1",
      "arn:aws:bedrock:*::foundation-model/amazon.nova-2-lite-v1:0",
      "arn:aws:bedrock:*::foundation-model/amazon.titan-embed-text-v2:0",
      "arn:aws:bedrock:*::foundation-model/cohere.embed-multilingual-v3",
      ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"].map(
        (region) => `arn:aws:bedrock:${region}:210987654321:application-inference-profile/*`,
      ),
      "arn:aws:bedrock:eu-west-1:210987654321:provisioned-model/*",
      "arn:aws:bedrock:eu-west-1:210987654321:inference-profile/eu.*",
    ]);
    assert.equal(roles?.Resource, "arn:aws:iam::210987654321:role/workload/support/*");
    assert.equal(escalation?.Effect, "Deny");
    assert.equal(escalation?.Resource, "*");
  });

  it("knows its ARN in preview", async () => {
    const { resources, outputs } = await preview(
      () => ({ arn: new WorkloadBoundary("support-boundary", { workload }).policyArn }),
      { unknowns: true },
    );

    const name = resources.only("aws:iam/policy:Policy")?.inputs.name;
    assert.equal(outputs.arn, `arn:aws:iam::210987654321:policy/workload/support/${name}`);
  });
});
