import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import { OutputStore } from "../../../../components/data/output-store";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceFunction } from "../../../../components/lambda/inference-function";
import { WorkloadQueue } from "../../../../components/lambda/workload-queue";
import { ModelAccess } from "../../../../components/model-access/model-access";
import { Workflow, type WorkflowArgs } from "../../../../components/step-functions/workflow";
import * as steps from "../../../../components/step-functions/workflow-steps";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { definitionIn, execute, failing, statesIn } from "../../../support/state-machine";
import { workload } from "../../../support/workload";

const MACHINE = "arn:aws:states:eu-west-1:210987654321:stateMachine:support-prod-intake";
const TABLE = "arn:aws:dynamodb:eu-west-1:210987654321:table/items";
const TOPIC = "arn:aws:sns:eu-west-1:210987654321:news";
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OWN_KEY = { "kms:ResourceAliases": "alias/support-prod-key" };

const newKey = () => new WorkloadKey("key", { workload, services: ["delivery.logs", "lambda", "logs", "states"] });

function newHandler(key: WorkloadKey): InferenceFunction {
  return new InferenceFunction("sorter", {
    workload,
    role: new WorkloadRole("sorter", { workload, service: "lambda" }),
    network: networkOfAnotherStack(),
    key,
    code: { archive: new pulumi.asset.AssetArchive({}), handler: "index.handler" },
    timeoutSeconds: 20,
  });
}

/** A workflow with every kind of step. */
function build(): Workflow {
  const key = newKey();
  const handler = newHandler(key);
  const failures = new WorkloadQueue("failures", { workload, key });
  const store = new OutputStore("records", { workload });
  const bucket = new ClassifiedBucket("inbox", { workload, classification: "confidential", kind: "source", key });
  const models = new ModelAccess("models", {
    workload,
    models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  });
  const record = { store, key: "States.Format('{}.json', $.id)" };
  const workflow = new Workflow("intake", {
    workload,
    key,
    timeoutSeconds: 3_600,
    steps: [
      steps.readDocument("Read", { bucket, keyPath: "$.key", features: ["TABLES"], result: "text" }),
      steps.forEach("Each page", {
        itemsPath: "$.pages",
        steps: [steps.invoke("Sort", { handler, payload: { "page.$": "$" }, result: "sorted" })],
        maxConcurrency: 3,
        result: "pages",
      }),
      steps.parallel("Both", {
        branches: [
          [
            steps.putItem("Index", {
              tableName: "items",
              tableArn: TABLE,
              key,
              item: { id: { "S.$": "$.id" } },
            }),
          ],
          [steps.publish("Tell", { topicArn: TOPIC, key, message: { "id.$": "$.id" } })],
        ],
      }),
      steps.choose("Long?", [{ when: { Variable: "$.pages[3]", IsPresent: true }, goTo: "Breathe" }], "Ask"),
      steps.wait("Breathe", 60),
      steps.converse("Ask", {
        models,
        model: "anthropic.claude-sonnet-4-5",
        messages: [{ Role: "user", Content: [{ "Text.$": "$.id" }] }],
        maxTokens: 512,
        result: "answer",
      }),
      steps.terminal(steps.putObject("Keep", { ...record, body: { "answer.$": "$.answer.text" } })),
    ],
    onFailure: [steps.send("Set aside", { queue: failures, message: { "error.$": "$.error" } })],
  });
  workflow.grantStart(new WorkloadRole("starter", { workload, service: "events" }));
  return workflow;
}

const input = { id: "a", key: "a.pdf", pages: [{ number: 1 }, { number: 2 }] };

const answers = {
  Read: () => ({ JobId: "job-1" }),
  "Read: look": () => ({ JobStatus: "SUCCEEDED" }),
  Sort: () => ({ Payload: "letter" }),
  Index: () => ({}),
  Tell: () => ({}),
  Ask: () => ({ Output: { Message: { Content: [{ Text: "yes" }] } }, StopReason: "end_turn" }),
  Keep: () => ({}),
  "Set aside": () => ({}),
};

describe("Workflow", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(build, { config: OWN_ACCOUNT });
  });
  const definition = () => definitionIn(test);

  it("is a standard workflow under the workload's key, traced, with a log of all events and no data", () => {
    const machine = test.resources.only("aws:sfn/stateMachine:StateMachine")?.inputs;
    const key = test.resources.named("key-key")?.props.arn;

    assert.deepEqual([machine?.name, machine?.type], ["support-prod-intake", "STANDARD"]);
    assert.deepEqual(machine?.encryptionConfiguration, { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: key });
    assert.deepEqual(machine?.tracingConfiguration, { enabled: true });
    assert.deepEqual(machine?.loggingConfiguration, {
      level: "ALL",
      includeExecutionData: false,
      logDestination: "arn:aws:logs:eu-west-1:210987654321:log-group:/aws/vendedlogs/states/support-prod-intake:*",
    });
    assert.equal(test.resources.named("intake-logs")?.inputs.kmsKeyId, key);
  });

  it("logs what is processed where the classification allows it", async () => {
    const own = { ...workload, classification: "internal" as const };
    const { resources } = await preview(() => {
      new Workflow("intake", { workload: own, key: newKey(), steps: [steps.succeed("Done")] });
    });
    const machine = resources.only("aws:sfn/stateMachine:StateMachine")?.inputs;

    assert.equal(Object(machine?.loggingConfiguration).includeExecutionData, true);
  });

  it("gives every task a timeout and retries with growing intervals and full jitter", () => {
    const tasks = statesIn(definition()).filter(([, { Type }]) => Type === "Task");

    assert.equal(tasks.length, 8);
    for (const [name, { TimeoutSeconds, Retry }] of tasks) {
      const [{ ErrorEquals, ...retry }] = Retry as [Record<string, unknown>];
      assert.ok(Number(TimeoutSeconds) > 0, name);
      assert.ok((ErrorEquals as string[]).length > 0 && !(ErrorEquals as string[]).includes("States.ALL"), name);
      assert.deepEqual(
        retry,
        { IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5, MaxDelaySeconds: 60, JitterStrategy: "FULL" },
        name,
      );
    }
    assert.equal(definition().TimeoutSeconds, 3_600);
  });

  it("goes through its steps in order, and where a choice leads", async () => {
    const short = await execute(definition(), input, answers);
    const long = await execute(definition(), { ...input, pages: [1, 2, 3, 4].map((number) => ({ number })) }, answers);
    const main = (path: readonly string[]) => path.filter((state) => !/^(Read: |Sort|Index|Tell)/.test(state));

    assert.deepEqual(main(short.path), ["Read", "Each page", "Both", "Long?", "Ask", "Keep"]);
    assert.deepEqual(main(long.path), ["Read", "Each page", "Both", "Long?", "Breathe", "Ask", "Keep"]);
    assert.deepEqual(Object(short.output).answer, { text: "yes", stopReason: "end_turn" });
    assert.deepEqual(
      Object(short.output).pages,
      input.pages.map((page) => ({ ...page, sorted: { value: "letter" } })),
    );
  });

  it("leads a failure in a map, a branch or a step to one place, and fails there", async () => {
    for (const name of ["Sort", "Tell", "Ask"]) {
      const { path, failure } = await execute(definition(), input, { ...answers, [name]: failing("Broken") });

      assert.deepEqual(path.slice(-2), ["Set aside", "Failed"], name);
      assert.ok(failure, name);
    }
  });

  it("asks models through the workload's profile, with its guardrail", () => {
    const { Parameters } = Object(definition().States.Ask);
    const profile = test.resources.only("aws:bedrock/inferenceProfile:InferenceProfile")?.props.arn;

    assert.equal(Parameters.ModelId, profile);
    assert.deepEqual(Object.keys(Parameters.GuardrailConfig), ["GuardrailIdentifier", "GuardrailVersion", "Trace"]);
  });

  it("lets its role do what the steps do and nothing near it, and only the granted role start it", () => {
    const access = accessIn(test);
    const bucket = String(test.resources.named("inbox-bucket")?.inputs.bucket);
    const records = String(test.resources.named("records-objects-bucket")?.inputs.bucket);
    const queue = "arn:aws:sqs:eu-west-1:210987654321:support-prod-failures";
    const handler = "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-sorter";
    const parts: readonly Part[] = [
      ["starter-role", { action: "states:StartExecution", resource: MACHINE }, ["states:StopExecution"]],
      ["intake-role", { action: "lambda:InvokeFunction", resource: handler }, ["lambda:UpdateFunctionCode"]],
      ["intake-role", { action: "dynamodb:PutItem", resource: TABLE }, ["dynamodb:GetItem", "dynamodb:Scan"]],
      ["intake-role", { action: "sns:Publish", resource: TOPIC }, ["sns:Subscribe"]],
      ["intake-role", { action: "sqs:SendMessage", resource: queue }, ["sqs:ReceiveMessage"]],
      ["intake-role", { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/a.pdf` }, ["s3:PutObject"]],
      ["intake-role", { action: "s3:PutObject", resource: `arn:aws:s3:::${records}/a.json` }, ["s3:GetObject"]],
      ["intake-role", { action: "kms:Decrypt", resource: KEY, context: OWN_KEY }, ["kms:CreateGrant"]],
    ];
    assertOnly(test, parts, 60);
    assert.equal(access("intake-role", { action: "textract:GetDocumentTextDetection", resource: "*" }), "denied");
    assert.equal(access("intake-role", { action: "states:StartExecution", resource: MACHINE }), "denied");
  });

  it("refuses every bad argument at once", async () => {
    const wrong: Partial<WorkflowArgs> = {
      steps: [
        steps.wait("Done", 1),
        steps.wait("Done", 1),
        steps.choose("Where?", [{ when: { Variable: "$.a", IsNull: true }, goTo: "Nowhere" }]),
        steps.terminal(steps.forEach("Each", { itemsPath: "$.a", steps: [] })),
        steps.wait("Forgotten", 1),
      ],
      timeoutSeconds: 0,
      logRetentionDays: 2,
    };
    const { error, resources } = await preview(() => {
      new Workflow("intake", { workload, key: newKey(), steps: [], ...wrong });
    });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["intake.steps", undefined],
        ["intake.steps", "Done"],
        ["intake.steps", "Nowhere"],
        ["intake.steps", "Forgotten"],
        ["intake.timeoutSeconds", "0"],
        ["intake.logRetentionDays", "2"],
      ],
    );
    assert.equal(resources.only("aws:sfn/stateMachine:StateMachine"), undefined);
  });
});
