import assert from "node:assert/strict";
import { existingKey } from "../../../../components/identity/encryption-key";
import type { KeyService } from "../../../../components/identity/key-policy";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { admits } from "../../../support/access";
import { preview } from "../../../support/preview";
import { given, statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

describe("WorkloadKey", () => {
  it("creates a rotated key, protected in production, and its alias", async () => {
    const { resources } = await preview(() => new WorkloadKey("support-key", { workload }));

    assert.deepEqual(resources.countByType(), { "aws:kms/alias:Alias": 1, "aws:kms/key:Key": 1 });
    const key = resources.only("aws:kms/key:Key");
    assert.equal(key?.inputs.enableKeyRotation, true);
    assert.equal(key?.inputs.deletionWindowInDays, 30);
    assert.equal(key?.state.protect, true);
    assert.deepEqual(given(resources.only("aws:kms/alias:Alias")), {
      name: "alias/support-prod-key",
      targetKeyId: key?.props.keyId,
    });
  });

  it("lets the workload's roles decrypt, the account administer, and no service at all", async () => {
    const { resources } = await preview(() => new WorkloadKey("support-key", { workload }));
    const [administration, use, deployment, ...others] = statementsOf(resources.only("aws:kms/key:Key"));

    const account = { AWS: "arn:aws:iam::210987654321:root" };
    const actions = administration?.Action as string[];
    assert.deepEqual(administration?.Principal, account);
    assert.deepEqual(
      actions.filter((action) => /Decrypt|Encrypt|DataKey|CreateGrant|Create\*|kms:\*/.test(action)),
      [],
    );
    assert.deepEqual(use, {
      Sid: "UsedByTheWorkloadsRoles",
      Effect: "Allow",
      Principal: account,
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::210987654321:role/workload/support/*" } },
    });
    assert.deepEqual(deployment?.Action, ["kms:CreateGrant"]);
    assert.deepEqual(others, []);
  });

  it("lets declared services use it for this account's resources only", async () => {
    const { resources } = await preview(
      () => new WorkloadKey("support-key", { workload, services: ["logs", "cloudwatch"] }),
    );

    assert.deepEqual(statementsOf(resources.only("aws:kms/key:Key")).slice(3), [
      {
        Sid: "UsedByLogs",
        Effect: "Allow",
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        Resource: "*",
        Condition: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:210987654321:log-group:*" },
        },
      },
      {
        Sid: "UsedByAlarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "210987654321" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:210987654321:alarm:*" },
        },
      },
    ]);
  });

  it("grants by alias, which is known in preview, and once a role", async () => {
    const { resources } = await preview(
      () => {
        const key = new WorkloadKey("support-key", { workload });
        const role = new WorkloadRole("support-handler", { workload, service: "lambda" });
        key.grantDecrypt(role);
        key.grantDecrypt(role);
        key.grantEncrypt(role);
      },
      { unknowns: true },
    );

    assert.equal(resources.all("aws:iam/rolePolicy:RolePolicy").length, 2);
    assert.deepEqual(statementsOf(resources.named("support-handler-decrypt-support-key")), [
      {
        Effect: "Allow",
        Action: ["kms:DescribeKey", "kms:Decrypt"],
        Resource: ["arn:aws:kms:eu-west-1:210987654321:key/*"],
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/support-prod-key" } },
      },
    ]);
  });

  it("lets machines start with encrypted disks, as Auto Scaling's own role and no other", async () => {
    const { resources } = await preview(() => new WorkloadKey("support-key", { workload, services: ["autoscaling"] }));
    const { policy } = resources.only("aws:kms/key:Key")?.inputs ?? {};
    const autoScalingRole = `arn:aws:iam::210987654321:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
    const request = (principal: string, action: string, context = {}) =>
      admits(policy, principal, { action, resource: "arn:aws:kms:eu-west-1:210987654321:key/1", context });
    const forAws = { "kms:GrantIsForAWSResource": "true" };

    assert.deepEqual(
      [request(autoScalingRole, "kms:Decrypt"), request(autoScalingRole, "kms:CreateGrant", forAws)],
      ["allowed", "allowed"],
    );
    assert.deepEqual(
      [
        request(autoScalingRole, "kms:CreateGrant"),
        request(autoScalingRole.replace("210987654321", "999999999999"), "kms:Decrypt"),
        request(autoScalingRole.replace("AutoScaling", "Support"), "kms:Decrypt"),
        request("arn:aws:iam::210987654321:role/someone", "kms:Decrypt"),
      ],
      ["denied", "denied", "denied", "denied"],
    );
  });

  it("can be deleted outside production", async () => {
    const dev = { ...workload, environment: "dev" };
    const { resources } = await preview(() => new WorkloadKey("support-key", { workload: dev }));

    assert.equal(resources.only("aws:kms/key:Key")?.state.protect, false);
    assert.equal(resources.only("aws:kms/key:Key")?.state.retainOnDelete, false);
  });

  it("refuses an unknown service and too short a deletion window, in one error", async () => {
    const service: string = "polly";
    const { error, resources } = await preview(
      () => new WorkloadKey("support-key", { workload, services: [service as KeyService], deletionWindowDays: 1 }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, path, found }) => [id, path, found]),
      [
        ["identity/WorkloadKey/services", "support-key.services", "polly"],
        ["identity/WorkloadKey/deletionWindowDays", "support-key.deletionWindowDays", "1"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});

describe("existingKey", () => {
  it("grants by the key's own ARN", async () => {
    const keyArn = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const { resources } = await preview(() => {
      const role = new WorkloadRole("support-handler", { workload, service: "lambda" });
      existingKey("shared", keyArn).grantEncrypt(role);
    });

    assert.deepEqual(statementsOf(resources.named("support-handler-encrypt-shared")), [
      { Effect: "Allow", Action: ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"], Resource: [keyArn] },
    ]);
  });
});
