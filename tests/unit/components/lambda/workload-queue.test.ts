import assert from "node:assert/strict";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadQueue, type WorkloadQueueArgs } from "../../../../components/lambda/workload-queue";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const ARN = "arn:aws:sqs:eu-west-1:210987654321:support-prod-failed";

const build = (change: Partial<WorkloadQueueArgs> = {}) =>
  preview(() => {
    const key = new WorkloadKey("key", { workload, services: [] });
    const { queueName, queueArn, queueUrl } = new WorkloadQueue("failed", { workload, key, ...change });
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
});
