import assert from "node:assert/strict";
import {
  DocumentProcessing,
  type DocumentProcessingArgs,
} from "../../../../blueprints/document-processing/document-processing";
import { existingKey } from "../../../../components/identity/encryption-key";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { type Config, exampleConfig, previewConfig } from "../../../support/blueprint-examples";
import { NETWORK_IDS, networkOfAnotherStack } from "../../../support/network";
import { findingsOf } from "../../../support/pack-findings";
import { preview } from "../../../support/preview";
import { refusalsOf } from "../../../support/refusals";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const valid: DocumentProcessingArgs = {
  workload,
  documents: "supplier invoices",
  fields: { number: "text", total: "number" },
  models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  expectedMonthlyInferenceUsd: 500,
};

/** What the stack's configuration is refused for: path and what is allowed. */
function refusals(change: Config, base = exampleConfig("document-processing", "minimal")) {
  return refusalsOf({ ...base, ...change });
}

describe("DocumentProcessing", () => {
  it("lets each role do its own part and nothing near it", async () => {
    const test = await preview(() => void new DocumentProcessing("invoices", valid), { config: OWN_ACCOUNT });
    const access = accessIn(test);
    const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:210987654321:${resource}`;
    const machine = arn("states", "stateMachine:support-prod-invoices-workflow");
    const inbox = "arn:aws:s3:::support-prod-invoices-inbox-210987654321/a.pdf";
    const golden = "arn:aws:s3:::support-prod-invoices-golden-210987654321/golden/a.json";
    const record = "arn:aws:s3:::support-prod-invoices-records-objects-210987654321/accepted/a.json";
    const parts: readonly Part[] = [
      ["invoices-uploads-role", { action: "states:StartExecution", resource: machine }, ["states:StopExecution"]],
      [
        "invoices-workflow-role",
        {
          action: "lambda:InvokeFunction",
          resource: arn("lambda", "function:support-prod-invoices-extract"),
        },
        ["lambda:UpdateFunctionCode"],
      ],
      ["invoices-workflow-role", { action: "s3:GetObject", resource: inbox }, ["s3:PutObject"]],
      ["invoices-workflow-role", { action: "s3:PutObject", resource: record }, ["s3:GetObject"]],
      ["invoices-review-reviewer-role", { action: "s3:GetObject", resource: inbox }, ["s3:PutObject"]],
      [
        "invoices-evaluation-evaluator-check-role",
        { action: "lambda:InvokeFunction", resource: arn("lambda", "function:support-prod-invoices-extract") },
        ["lambda:UpdateFunctionCode"],
      ],
      ["invoices-evaluation-evaluator-check-role", { action: "s3:GetObject", resource: golden }, ["s3:PutObject"]],
      [
        "invoices-review-decisions-role",
        { action: "states:SendTaskSuccess", resource: machine },
        ["states:StartExecution"],
      ],
    ];
    assertOnly(test, parts, 50);
    for (const [role, action, resource] of [
      // The function that asks the model sees neither bucket; whoever reviews sees no record of others.
      ["invoices-extract-role", "s3:GetObject", inbox],
      ["invoices-extract-role", "s3:PutObject", record],
      ["invoices-extract-role", "s3:GetObject", golden],
      // What judges the reading sees no document that anybody sent, and no record of one.
      ["invoices-evaluation-evaluator-check-role", "s3:GetObject", inbox],
      ["invoices-evaluation-evaluator-check-role", "s3:GetObject", record],
      ["invoices-extract-role", "states:SendTaskSuccess", machine],
      ["invoices-review-reviewer-role", "s3:GetObject", record],
      ["invoices-review-reviewer-role", "states:SendTaskSuccess", machine],
      ["invoices-workflow-role", "bedrock:InvokeModel", arn("bedrock", "application-inference-profile/abc")],
    ] as const)
      assert.equal(access(role, { action, resource }), "denied", `${role} ${action}`);
  });

  it("lets a document's own data through to the model, and keeps credentials out", async () => {
    const { resources } = await preview(() => void new DocumentProcessing("invoices", valid));
    const guardrail = resources.only("aws:bedrock/guardrail:Guardrail")?.inputs;
    const { piiEntitiesConfigs } = Object(guardrail?.sensitiveInformationPolicyConfig);

    assert.deepEqual(
      piiEntitiesConfigs.map(({ type, action }: Record<string, string>) => `${type} ${action}`),
      ["AWS_ACCESS_KEY BLOCK", "AWS_SECRET_KEY BLOCK", "CREDIT_DEBIT_CARD_CVV BLOCK", "PASSWORD BLOCK", "PIN BLOCK"],
    );
  });

  it("tells somebody of every way to fail", async () => {
    const { resources } = await preview(() => void new DocumentProcessing("invoices", valid));
    const alarms = resources.all("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);

    const of = (name: string, what: (inputs: Record<string, unknown>) => unknown) =>
      alarms.flatMap((inputs) => (inputs.namespace === name ? [String(what(inputs))] : [])).sort();
    assert.deepEqual(
      of("AWS/States", ({ metricName }) => metricName),
      ["ExecutionThrottled", "ExecutionsFailed", "ExecutionsTimedOut"],
    );
    assert.deepEqual(
      of("AWS/SQS", ({ dimensions }) => Object(dimensions).QueueName),
      [
        "support-prod-invoices-answers-drift-check-dead-letters",
        "support-prod-invoices-evaluation-evaluator-check-dead-letters",
        "support-prod-invoices-extract-dead-letters",
        "support-prod-invoices-failures",
        "support-prod-invoices-review-decisions-dead-letters",
        "support-prod-invoices-uploads-dead-letters",
      ],
    );
  });

  it("takes a network, a key and an account's records that exist already", async () => {
    const { resources } = await preview(
      () =>
        void new DocumentProcessing("invoices", {
          ...valid,
          network: networkOfAnotherStack(),
          key: existingKey("shared", KEY),
          invocationLogging: false,
        }),
    );

    assert.equal(resources.only("aws:ec2/vpc:Vpc"), undefined);
    assert.deepEqual(
      resources.all("aws:kms/key:Key").map(({ name }) => name),
      ["invoices-records-key-key"],
    );
  });

  it("reads golden documents in production every day, and elsewhere when it is told to", async () => {
    const evaluation = async (change: Partial<DocumentProcessingArgs>) => {
      const { resources } = await preview(() => void new DocumentProcessing("invoices", { ...valid, ...change }));
      const endpoints = resources
        .all("aws:ec2/vpcEndpoint:VpcEndpoint")
        .map(({ inputs }) => String(inputs.serviceName).split(".").at(-1));
      return {
        schedules: resources.all("aws:scheduler/schedule:Schedule").map(({ name }) => name),
        golden: resources.all("aws:s3/bucket:Bucket").some(({ name }) => name.startsWith("invoices-golden")),
        endpoints: endpoints.sort(),
      };
    };
    const on = {
      schedules: ["invoices-answers-drift-schedule", "invoices-evaluation-evaluator-schedule"],
      golden: true,
      endpoints: ["bedrock-runtime", "lambda", "s3", "states", "textract"],
    };
    const off = { schedules: [], golden: false, endpoints: ["bedrock-runtime", "states", "textract"] };
    const dev = { ...workload, environment: "dev" };

    assert.deepEqual(await evaluation({}), on);
    assert.deepEqual(await evaluation({ evaluation: false }), off);
    assert.deepEqual(await evaluation({ workload: dev }), off);
    assert.deepEqual(await evaluation({ workload: dev, evaluation: true }), on);
  });

  it("keeps every rule over a network and a key of others, but for what cannot be seen of them from here", async () => {
    for (const [example, functions] of [
      ["minimal", ["letters-extract", "letters-review-decisions"]],
      [
        "production",
        [
          "claims-answers-drift-check",
          "claims-evaluation-evaluator-check",
          "claims-extract",
          "claims-review-decisions",
        ],
      ],
    ] as const) {
      const own = exampleConfig("document-processing", example);
      const config = {
        ...own,
        "plinth:network": { existing: NETWORK_IDS },
        "plinth:keyArn": KEY.replace("eu-west-1:210987654321", `${own["aws:region"]}:${own["plinth:account"]}`),
      };
      const unseen = ["inference-compute-has-no-internet-path", "vpc-endpoints-serve-the-workload"];
      assert.deepEqual(
        findingsOf(config, await previewConfig(config)).sort(),
        unseen.flatMap((rule) => functions.map((name) => `${rule}: aws:lambda/function:Function ${name}-function`)),
      );
    }
  });

  it("has Macie look through confidential documents in production, or as it is told", async () => {
    const macie = async (change: Partial<DocumentProcessingArgs>) => {
      const { resources } = await preview(() => void new DocumentProcessing("invoices", { ...valid, ...change }));
      const types = ["aws:macie2/account:Account", "aws:macie2/classificationJob:ClassificationJob"];
      return types.map((type) => resources.all(type).length);
    };
    const dev = { ...workload, environment: "dev" };

    assert.deepEqual(await macie({ workload: { ...workload, classification: "confidential" } }), [1, 1]);
    assert.deepEqual(await macie({ workload: { ...workload, classification: "internal" } }), [0, 0]);
    assert.deepEqual(await macie({ discovery: "account" }), [0, 1]);
    assert.deepEqual(await macie({ discovery: "off" }), [0, 0]);
    assert.deepEqual(await macie({ workload: dev }), [0, 0]);
    assert.deepEqual(await macie({ workload: dev, discovery: "own" }), [1, 1]);
  });

  it("copies golden documents to the second region, and reads each document where it was put", async () => {
    const { resources } = await previewConfig(exampleConfig("document-processing", "two-regions"));
    const of = (type: string) => resources.filter((resource) => resource.type === type);
    const [{ inputs: replication } = assert.fail("no replication"), ...others] = of(
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    );

    assert.deepEqual(others, []);
    assert.deepEqual(
      [replication.bucket, Object(replication.rules)[0].destination.bucket],
      ["claims-prod-golden-210987654321", "arn:aws:s3:::claims-prod-euc1-golden-210987654321"],
    );
    assert.deepEqual(
      of("aws:cloudwatch/eventRule:EventRule").map(
        ({ inputs }) => JSON.parse(String(inputs.eventPattern)).detail.bucket.name[0],
      ),
      ["claims-prod-inbox-210987654321", "claims-prod-euc1-inbox-210987654321"],
    );
  });

  it("accepts its examples", () => {
    assert.deepEqual(refusals({}), []);
    assert.deepEqual(refusals({}, exampleConfig("document-processing", "production")), []);
    assert.deepEqual(refusals({}, exampleConfig("document-processing", "two-regions")), []);
  });

  it("refuses everything that is wrong with a stack's configuration, in one error", () => {
    assert.deepEqual(
      refusals({
        "plinth:documents": "x",
        "plinth:fields": { "issued on": "date", total: "money" },
        "plinth:review": "never",
        "plinth:reviewDays": 30,
        "plinth:reviewerPermissionSet": "claims assessor",
        "plinth:evaluation": "sometimes",
        "plinth:discovery": "daily",
        "plinth:recordRetentionDays": 3,
        "plinth:alarmEmails": ["ops"],
      }).map(([path]) => path),
      [
        "plinth:alarmEmails[0]",
        "plinth:documents",
        "plinth:fields.issued on",
        "plinth:fields.total",
        "plinth:review",
        "plinth:reviewDays",
        "plinth:reviewerPermissionSet",
        "plinth:evaluation",
        "plinth:discovery",
        "plinth:recordRetentionDays",
      ],
    );
  });
});
