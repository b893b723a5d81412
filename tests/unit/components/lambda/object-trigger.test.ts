import assert from "node:assert/strict";
import { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { ObjectTrigger, type ObjectTriggerArgs } from "../../../../components/lambda/object-trigger";
import { Workflow } from "../../../../components/step-functions/workflow";
import * as steps from "../../../../components/step-functions/workflow-steps";
import { type Asked, accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const MACHINE = "arn:aws:states:eu-west-1:210987654321:stateMachine:support-prod-intake";
const QUEUE = "arn:aws:sqs:eu-west-1:210987654321:support-prod-uploads-dead-letters";
const RULE = "arn:aws:events:eu-west-1:210987654321:rule/support-prod-uploads";

function build(change: Partial<ObjectTriggerArgs> = {}): void {
  const key = new WorkloadKey("key", { workload, services: ["delivery.logs", "events", "logs", "states"] });
  const bucket = new ClassifiedBucket("inbox", { workload, classification: "confidential", kind: "source", key });
  const workflow = new Workflow("intake", { workload, key, steps: [steps.succeed("Done")] });
  new ObjectTrigger("uploads", { workload, key, bucket, workflow, ...change });
}

describe("ObjectTrigger", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build({ prefix: "inbox/" }), { config: OWN_ACCOUNT });
  });

  it("starts the workflow for objects of this bucket, below the prefix", () => {
    const rule = test.resources.only("aws:cloudwatch/eventRule:EventRule")?.inputs;
    const target = test.resources.only("aws:cloudwatch/eventTarget:EventTarget")?.inputs;
    const notification = test.resources.only("aws:s3/bucketNotification:BucketNotification")?.inputs;

    assert.equal(notification?.eventbridge, true);
    assert.deepEqual(JSON.parse(String(rule?.eventPattern)), {
      source: ["aws.s3"],
      account: ["210987654321"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: ["support-prod-inbox-210987654321"] },
        object: { key: [{ prefix: "inbox/" }] },
      },
    });
    assert.deepEqual([target?.arn, target?.inputPath, target?.rule], [MACHINE, "$.detail", "support-prod-uploads"]);
    assert.deepEqual(target?.deadLetterConfig, { arn: QUEUE });
    assert.deepEqual(target?.retryPolicy, { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 });
  });

  it("lets its role start this workflow and nothing near it", () => {
    const access = accessIn(test);
    const asked: Asked = { action: "states:StartExecution", resource: MACHINE };
    const misses = nearMisses(asked, [
      "states:StopExecution",
      "states:RedriveExecution",
      "states:StartSyncExecution",
      "states:SendTaskSuccess",
      "states:DescribeExecution",
      "states:UpdateStateMachine",
    ]);
    const others = ["s3:GetObject", "sqs:SendMessage", "lambda:InvokeFunction", "bedrock:InvokeModel", "kms:Decrypt"];

    assert.equal(access("uploads-role", asked), "allowed");
    for (const miss of misses) assert.equal(access("uploads-role", miss), "denied", JSON.stringify(miss));
    for (const action of others) assert.equal(access("uploads-role", { action, resource: "*" }), "denied", action);
    assert.ok(misses.length + others.length >= 20);
  });

  it("lets this rule, and no other, put aside what could not be started", () => {
    const [, allowed] = statementsOf(test.resources.named("uploads-dead-letters-policy"));

    assert.deepEqual(allowed, {
      Sid: "SentByTheRule",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: QUEUE,
      Condition: { StringEquals: { "aws:SourceAccount": "210987654321" }, ArnEquals: { "aws:SourceArn": RULE } },
    });
  });

  it("takes every object where no prefix is named, and refuses one that matches nothing or everything", async () => {
    const { resources } = await preview(() => build());
    const rule = resources.only("aws:cloudwatch/eventRule:EventRule")?.inputs;
    const { error } = await preview(() => build({ prefix: "/in*" }));

    assert.equal(JSON.parse(String(rule?.eventPattern)).detail.object, undefined);
    assert.deepEqual(
      error?.faults.map(({ id, found }) => [id, found]),
      [["orchestration/ObjectTrigger/prefix", "/in*"]],
    );
  });
});
