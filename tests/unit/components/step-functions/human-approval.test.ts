import assert from "node:assert/strict";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { HumanApproval, type HumanApprovalArgs } from "../../../../components/step-functions/human-approval";
import { Workflow } from "../../../../components/step-functions/workflow";
import * as steps from "../../../../components/step-functions/workflow-steps";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { definitionIn, execute, failing } from "../../../support/state-machine";
import { statementsOf } from "../../../support/statements";
import { workload } from "../../../support/workload";

const MACHINE = "arn:aws:states:eu-west-1:210987654321:stateMachine:support-prod-payout";
const REVIEWERS = "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_support-reviewer_*";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OWN_KEY = { "kms:ResourceAliases": "alias/support-prod-key" };

function build(change: Partial<HumanApprovalArgs> = {}): void {
  const key = new WorkloadKey("key", { workload, services: ["delivery.logs", "lambda", "logs", "states"] });
  const network = networkOfAnotherStack();
  const approval = new HumanApproval("review", { workload, key, network, ...change });
  new Workflow("payout", {
    workload,
    key,
    steps: [
      approval.step("Review", {
        request: { "amount.$": "$.amount" },
        result: "approval",
        onRejected: "Say no",
      }),
      steps.terminal(steps.wait("Pay", 1)),
      steps.wait("Say no", 1),
    ],
  });
}

describe("HumanApproval", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build({ emails: ["ada@example.com"] }), { config: OWN_ACCOUNT });
  });
  const answers = { Review: () => ({}), "Review: decision": () => ({ reviewer: "ada", comment: "", changes: {} }) };

  it("keeps requests and notices under the workload's key, for as long as they can be decided", () => {
    const queue = test.resources.named("review-requests-queue")?.inputs;
    const topic = test.resources.named("review-notices")?.inputs;
    const key = test.resources.named("key-key")?.props.arn;

    assert.deepEqual(
      [queue?.name, queue?.kmsMasterKeyId, queue?.messageRetentionSeconds, queue?.visibilityTimeoutSeconds],
      ["support-prod-review-requests", key, 259_200, 1_800],
    );
    assert.deepEqual([topic?.name, topic?.kmsMasterKeyId], ["support-prod-review-notices", key]);
    assert.equal(
      test.resources.only("aws:sns/topicSubscription:TopicSubscription")?.inputs.endpoint,
      "ada@example.com",
    );
    assert.equal(test.resources.all("aws:lambda/function:Function").length, 1);
    assert.deepEqual(test.resources.all("aws:lambda/permission:Permission"), []);
  });

  it("waits for the decision with a token that goes to the queue and to nobody by e-mail", () => {
    const { States } = definitionIn(test);
    const { Resource, TimeoutSeconds, Parameters } = Object(States["Review: decision"]);

    assert.equal(Resource, "arn:aws:states:::sqs:sendMessage.waitForTaskToken");
    assert.equal(TimeoutSeconds, 259_200);
    assert.equal(Parameters.MessageBody["taskToken.$"], "$$.Task.Token");
    assert.equal(JSON.stringify(States.Review).includes("Token"), false);
    assert.equal(JSON.stringify(States.Review).includes("amount"), false);
  });

  it("goes on after a yes only", async () => {
    const run = (change: object) => execute(definitionIn(test), { amount: 10 }, { ...answers, ...change });
    const yes = await run({});
    const no = await run({ "Review: decision": failing("Rejected", '{"reviewer":"ada","comment":"too much"}') });
    const late = await run({ "Review: decision": failing("States.Timeout") });
    const broken = await run({ "Review: decision": failing("SQS.QueueDoesNotExist") });

    assert.deepEqual(yes.path, ["Review", "Review: decision", "Pay"]);
    assert.deepEqual(Object(yes.output).approval, { reviewer: "ada", comment: "", changes: {} });
    assert.deepEqual(no.path.slice(-1), ["Say no"]);
    assert.match(JSON.stringify(no.output), /too much/);
    assert.deepEqual(late.path.slice(-1), ["Say no"]);
    assert.deepEqual(broken.path.slice(-1), ["Failed"]);
  });

  it("lets people take on the reviewer's role by how they signed in, and nobody else", () => {
    const role = test.resources.all("aws:iam/role:Role").find(({ name }) => name === "review-reviewer-role");

    assert.deepEqual(statementsOf(role, "assumeRolePolicy"), [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::210987654321:root" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:PrincipalArn": [REVIEWERS] } },
      },
    ]);
    assert.ok(role?.inputs.permissionsBoundary);
  });

  it("lets reviewers decide and the function answer this workflow, and nothing near it", () => {
    const access = accessIn(test);
    const queue = "arn:aws:sqs:eu-west-1:210987654321:support-prod-review-requests";
    const handler = "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-review-decisions";
    const topic = "arn:aws:sns:eu-west-1:210987654321:support-prod-review-notices";
    const parts: readonly Part[] = [
      [
        "review-reviewer-role",
        { action: "sqs:ReceiveMessage", resource: queue },
        ["sqs:SendMessage", "sqs:PurgeQueue"],
      ],
      [
        "review-reviewer-role",
        { action: "lambda:InvokeFunction", resource: handler },
        ["lambda:UpdateFunctionCode", "lambda:GetFunction"],
      ],
      ["review-reviewer-role", { action: "kms:Decrypt", resource: KEY, context: OWN_KEY }, ["kms:Encrypt"]],
      ["review-decisions-role", { action: "states:SendTaskSuccess", resource: MACHINE }, ["states:StartExecution"]],
      ["review-decisions-role", { action: "states:SendTaskFailure", resource: MACHINE }, ["states:StopExecution"]],
      ["payout-role", { action: "sqs:SendMessage", resource: queue }, ["sqs:ReceiveMessage"]],
      ["payout-role", { action: "sns:Publish", resource: topic }, ["sns:Subscribe"]],
    ];
    assertOnly(test, parts, 60);
    for (const action of ["states:SendTaskSuccess", "bedrock:InvokeModel"])
      assert.equal(access("review-reviewer-role", { action, resource: MACHINE }), "denied", action);
  });

  it("refuses every bad argument at once", async () => {
    const people = { signedInAs: ["arn:aws:iam::999999999999:role/reviewer"] };
    const { error } = await preview(() => build({ expirySeconds: 5, emails: ["ada"], reviewers: people }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["review.expirySeconds", "5"],
        ["review.reviewers.signedInAs", "arn:aws:iam::999999999999:role/reviewer"],
        ["review.emails[0]", "ada"],
      ],
    );
  });
});
