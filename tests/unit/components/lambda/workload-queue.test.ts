import assert from "node:assert/strict";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { WorkloadQueue, type WorkloadQueueArgs } from "../../../../components/lambda/workload-queue";
import { admits, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ARN = "arn:aws:sqs:eu-west-1:210987654321:support-prod-failed";

const newKey = () => new WorkloadKey("key", { workload, services: ["delivery.logs", "events", "logs", "states"] });

const build = (change: Partial<WorkloadQueueArgs> = {}) =>
  preview(() => {
    const { queueName, queueArn, queueUrl } = new WorkloadQueue("failed", { workload, key: newKey(), ...change });
    return { queueName, queueArn, queueUrl };
  });

describe("WorkloadQueue", () => {
  it("is encrypted, keeps messages for 14 days, and has name, ARN and URL by its logical name", async () => {
    const { resources, outputs } = await build();
    const queue = resources.only("aws:sqs/queue:Queue")?.inputs;

    assert.equal(queue?.messageRetentionSeconds, 1_209_600);
    assert.ok(queue?.kmsMasterKeyId);
    assert.deepEqual(outputs, {
      queueName: "support-prod-failed",
      queueArn: ARN,
      queueUrl: "https://sqs.eu-west-1.amazonaws.com/210987654321/support-prod-failed",
    });
  });

  it("denies requests without TLS, before the statements of services", async () => {
    const statement = { Sid: "Rule", Effect: "Allow", Action: "sqs:SendMessage", Resource: ARN } as const;
    const { resources } = await build({ serviceStatements: () => [statement] });
    const policy = JSON.parse(String(resources.only("aws:sqs/queuePolicy:QueuePolicy")?.inputs.policy));

    assert.deepEqual(policy.Statement, [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: ARN,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      statement,
    ]);
  });

  it("is in the partition's domain", async () => {
    const china = { ...workload, partition: "aws-cn", region: "cn-north-1" };
    const { outputs } = await build({ workload: china });

    assert.equal(outputs.queueUrl, "https://sqs.cn-north-1.amazonaws.com.cn/210987654321/support-prod-failed");
  });

  it("refuses retention and visibility outside of SQS's limits", async () => {
    const { error } = await build({ retentionSeconds: 59, visibilitySeconds: 43_201 });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["failed.retentionSeconds", "59"],
        ["failed.visibilitySeconds", "43201"],
      ],
    );
  });

  it("is under the workload's key, over TLS only, and lets each role do its part", async () => {
    const test = await preview(
      () => {
        const queue = new WorkloadQueue("failed", { workload, key: newKey(), retentionSeconds: 3_600 });
        queue.grantSend(new WorkloadRole("sender", { workload, service: "states" }));
        queue.grantReceive(new WorkloadRole("receiver", { workload, service: "lambda" }));
        return { url: queue.queueUrl };
      },
      { config: OWN_ACCOUNT },
    );
    const queue = test.resources.only("aws:sqs/queue:Queue");
    const context = { "kms:ResourceAliases": "alias/support-prod-key" };
    const parts: readonly Part[] = [
      ["sender-role", { action: "sqs:SendMessage", resource: ARN }, ["sqs:ReceiveMessage", "sqs:PurgeQueue"]],
      ["sender-role", { action: "kms:GenerateDataKey", resource: KEY, context }, ["kms:CreateGrant"]],
      ["receiver-role", { action: "sqs:ReceiveMessage", resource: ARN }, ["sqs:SendMessage", "sqs:SetQueueAttributes"]],
      ["receiver-role", { action: "kms:Decrypt", resource: KEY, context }, ["kms:Encrypt"]],
    ];

    assertOnly(test, parts, 40);
    assert.deepEqual([queue?.inputs.messageRetentionSeconds, queue?.state.protect], [3_600, true]);
    assert.equal(queue?.props.url, "https://sqs.eu-west-1.amazonaws.com/210987654321/support-prod-failed");
    assert.equal(
      admits(
        JSON.parse(String(test.resources.only("aws:sqs/queuePolicy:QueuePolicy")?.inputs.policy)),
        "arn:aws:iam::210987654321:role/any",
        { action: "sqs:SendMessage", resource: ARN },
      ),
      "denied",
    );
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() => {
      new WorkloadQueue("q".repeat(80), { workload, key: newKey(), retentionSeconds: 1, visibilitySeconds: 0.5 });
    });

    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [
        ["orchestration/WorkloadQueue/name", `support-prod-${"q".repeat(80)}`],
        ["orchestration/WorkloadQueue/retentionSeconds", "1"],
        ["orchestration/WorkloadQueue/visibilitySeconds", "0.5"],
      ],
    );
  });
});
