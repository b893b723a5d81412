import assert from "node:assert/strict";
import { loadStandard } from "@plinth/standards";
import { CustomerSupport, type CustomerSupportArgs } from "../../../../blueprints/customer-support/customer-support";
import { existingKey } from "../../../../components/identity/encryption-key";
import { type Asked, accessIn, assertOnly, OWN_ACCOUNT } from "../../../support/access";
import { type Config, exampleConfig, previewConfig } from "../../../support/blueprint-examples";
import { NETWORK_IDS, networkOfAnotherStack } from "../../../support/network";
import { findingsOf } from "../../../support/pack-findings";
import { preview } from "../../../support/preview";
import { refusalsOf } from "../../../support/refusals";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const BASE = "arn:aws:bedrock:eu-west-1:210987654321:knowledge-base/ABCDEFGHIJ";
const OWN = { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" };

const valid: CustomerSupportArgs = {
  workload,
  models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  expectedMonthlyInferenceUsd: 4000,
};

/** What the stack's configuration is refused for: path and what is allowed. */
function refusals(change: Config, base = exampleConfig("customer-support", "minimal")) {
  return refusalsOf({ ...base, ...change });
}

describe("CustomerSupport", () => {
  it("gives the function nothing but its own articles, transcripts, models and the key to them", async () => {
    const { resources } = await preview(() => {
      new CustomerSupport("support", valid);
    });
    const [role] = resources.all("aws:iam/role:Role").filter(({ name }) => name === "support-handler-role");
    const allowed = resources
      .all("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.role === role?.inputs.name)
      .flatMap(({ inputs }) => JSON.parse(String(inputs.policy)).Statement as { Effect: string; Action: string[] }[])
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action);

    assert.deepEqual([...new Set(allowed)].sort(), [
      "bedrock:ApplyGuardrail",
      "bedrock:InvokeModel",
      "bedrock:InvokeModelWithResponseStream",
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
      "sqs:SendMessage",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]);
  });

  it("lets the function search the knowledge base in place of reading articles, and nothing near it", async () => {
    const test = await preview(() => void new CustomerSupport("support", { ...valid, retrieval: "knowledge-base" }), {
      config: OWN_ACCOUNT,
    });
    const handler = "support-handler-role";
    const ingestion = "support-search-ingestion-role";
    const articles: Asked = {
      action: "s3:GetObject",
      resource: "arn:aws:s3:::support-prod-knowledge-210987654321/articles/a.md",
    };
    const vectors = "arn:aws:s3vectors:eu-west-1:210987654321:bucket/support-prod-vectors/index/support-prod-vectors";

    assertOnly(
      test,
      [
        [
          handler,
          { action: "bedrock:Retrieve", resource: BASE, context: OWN },
          ["bedrock:RetrieveAndGenerate", "bedrock:StartIngestionJob"],
        ],
        [ingestion, articles, ["s3:PutObject", "s3:DeleteObject"]],
        [ingestion, { action: "s3vectors:PutVectors", resource: vectors }, ["s3vectors:CreateIndex"]],
      ],
      30,
    );
    const access = accessIn(test);
    assert.equal(access(handler, articles), "denied");
    assert.equal(access(handler, { action: "s3vectors:QueryVectors", resource: vectors }), "denied");
    assert.equal(access(ingestion, { action: "bedrock:Retrieve", resource: BASE, context: OWN }), "denied");
  });

  it("takes articles into the knowledge base, and no golden cases", async () => {
    const { resources } = await preview(
      () => void new CustomerSupport("support", { ...valid, retrieval: "knowledge-base" }),
    );
    const { dataSourceConfiguration } = resources.only("aws:bedrock/agentDataSource:AgentDataSource")?.inputs ?? {};
    const { environment } = resources.named("support-handler-function")?.inputs ?? {};
    const endpoints = resources.all("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs.serviceName);

    assert.deepEqual(Object(dataSourceConfiguration).s3Configuration.inclusionPrefixes, ["articles/"]);
    assert.deepEqual(
      ["KNOWLEDGE_BASE_ID", "KNOWLEDGE_BUCKET"].map((name) => name in Object(environment).variables),
      [true, false],
    );
    assert.ok(endpoints.includes("com.amazonaws.eu-west-1.bedrock-agent-runtime"));
  });

  it("keeps every rule with a knowledge base, in one region and two", async () => {
    for (const example of ["minimal", "production", "two-regions"]) {
      const config = { ...exampleConfig("customer-support", example), "plinth:retrieval": "knowledge-base" };
      assert.deepEqual(findingsOf(config, await previewConfig(config)), [], example);
    }
  });

  it("tells the handler everything that it needs to know", async () => {
    const { resources } = await preview(() => {
      new CustomerSupport("support", valid);
    });
    const { environment } = resources.named("support-handler-function")?.inputs ?? {};
    const { variables } = environment as { variables: Record<string, string> };

    assert.deepEqual(Object.keys(variables).sort(), [
      "ACCOUNT_ID",
      "ENVIRONMENT",
      "GUARDRAIL_ID",
      "GUARDRAIL_VERSION",
      "KEY_ARN",
      "KNOWLEDGE_BUCKET",
      "MODELS",
      "OUTPUT_BUCKET",
      "WORKLOAD",
    ]);
    assert.deepEqual(
      [variables.KNOWLEDGE_BUCKET, variables.OUTPUT_BUCKET],
      ["support-prod-knowledge-210987654321", "support-prod-transcripts-objects-210987654321"],
    );
  });

  it("takes a network, a key and an account's records that exist already", async () => {
    const { resources } = await preview(() => {
      new CustomerSupport("support", {
        ...valid,
        network: networkOfAnotherStack(),
        key: existingKey("shared", KEY),
        invocationLogging: false,
      });
    });

    assert.equal(resources.only("aws:ec2/vpc:Vpc"), undefined);
    assert.equal(
      resources.only("aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration"),
      undefined,
    );
    assert.deepEqual(
      resources.all("aws:kms/key:Key").map(({ name }) => name),
      ["support-transcripts-key-key"],
    );
    assert.equal(resources.named("support-handler-function")?.inputs.kmsKeyArn, KEY);
  });

  it("keeps every rule over a network and a key of others, but for what cannot be seen of them from here", async () => {
    const checked = (name: string) => [
      `${name}-answers-drift-check`,
      `${name}-evaluation-evaluator-check`,
      `${name}-handler`,
    ];
    const unseen = ["inference-compute-has-no-internet-path", "vpc-endpoints-serve-the-workload"];
    for (const [example, functions] of Object.entries({
      minimal: ["support-handler"],
      production: checked("claims"),
      "two-regions": [...checked("claims"), ...checked("claims-euc1")].sort(),
    })) {
      const { "plinth:secondRegion": second, ...own } = exampleConfig("customer-support", example);
      const there = { network: { existing: NETWORK_IDS }, keyArn: KEY.replace("eu-west-1", "eu-central-1") };
      const config = {
        ...own,
        "plinth:network": { existing: NETWORK_IDS },
        "plinth:keyArn": KEY.replace("eu-west-1:210987654321", `${own["aws:region"]}:${own["plinth:account"]}`),
        ...(second !== undefined && { "plinth:secondRegion": { region: "eu-central-1", ...there } }),
      };

      assert.deepEqual(
        findingsOf(config, await previewConfig(config)).sort(),
        unseen.flatMap((rule) => functions.map((name) => `${rule}: aws:lambda/function:Function ${name}-function`)),
      );
    }
  });

  it("has Macie look through confidential articles in production, or as it is told", async () => {
    const macie = async (change: Partial<CustomerSupportArgs>) => {
      const { resources } = await preview(() => void new CustomerSupport("support", { ...valid, ...change }));
      const types = ["aws:macie2/account:Account", "aws:macie2/classificationJob:ClassificationJob"];
      return types.map((type) => resources.all(type).length);
    };

    assert.deepEqual(await macie({}), [1, 1]);
    assert.deepEqual(await macie({ workload: { ...workload, classification: "internal" } }), [0, 0]);
    assert.deepEqual(await macie({ discovery: "account" }), [0, 1]);
    assert.deepEqual(await macie({ discovery: "off" }), [0, 0]);
    assert.deepEqual(await macie({ workload: { ...workload, environment: "dev" } }), [0, 0]);
  });

  it("asks golden cases in production every day, and elsewhere when it is told to", async () => {
    const schedules = async (change: Partial<CustomerSupportArgs>) => {
      const { resources } = await preview(() => {
        new CustomerSupport("support", { ...valid, ...change });
      });
      return resources.all("aws:scheduler/schedule:Schedule").map(({ name }) => name);
    };
    const both = ["support-answers-drift-schedule", "support-evaluation-evaluator-schedule"];
    const dev = { ...workload, environment: "dev" };

    assert.deepEqual(await schedules({}), both);
    assert.deepEqual(await schedules({ evaluation: false }), []);
    assert.deepEqual(await schedules({ workload: dev }), []);
    assert.deepEqual(await schedules({ workload: dev, evaluation: true }), both);
  });

  it("accepts its examples", () => {
    assert.deepEqual(refusals({}), []);
    assert.deepEqual(refusals({}, exampleConfig("customer-support", "production")), []);
  });

  it("refuses everything that is wrong with a stack's configuration, in one error", () => {
    const textModels = loadStandard()
      .models.filter(({ kind }) => kind === "text")
      .map(({ id }) => id);
    const embedding = loadStandard().models.find(({ kind }) => kind === "embedding")?.id;
    assert.deepEqual(
      refusals({
        "aws:region": "us-east-1",
        "plinth:account": "12",
        "plinth:workload": {
          name: "support",
          owner: "customer-care",
          classification: "secret",
          models: [{ id: "anthropic.claude-sonet-4-5", profile: "eu" }],
        },
        "plinth:network": { cidr: "10.0.0.0/28" },
        "plinth:keyArn": "key",
        "plinth:alarmEmails": ["ops"],
        "plinth:invocationLogging": "none",
        "plinth:transcriptRetentionDays": "long",
      }).map(([path]) => path),
      [
        "plinth:workload.classification",
        "plinth:workload.models[0].id",
        "plinth:workload.expectedMonthlyInferenceUsd",
        "plinth:network.cidr",
        "plinth:keyArn",
        "plinth:invocationLogging",
        "plinth:alarmEmails[0]",
        "plinth:transcriptRetentionDays",
        "plinth:account",
        "aws:region",
      ],
    );
    const { "plinth:workload": least } = exampleConfig("customer-support", "minimal");
    const models = [{ id: embedding }, { id: textModels[0], profile: "eu" }, { id: textModels[0], profile: "eu" }];
    assert.deepEqual(refusals({ "plinth:workload": { ...(least as object), models } }).slice(-2), [
      ["plinth:workload.models[0].id", `a model that writes text: one of ${textModels.join(", ")}`],
      ["plinth:workload.models[2].id", "a model that is not in the list already"],
    ]);
  });

  it("refuses a retention that the standard does not allow, beside other faults", () => {
    assert.deepEqual(refusals({ "plinth:account": "12", "plinth:transcriptRetentionDays": 3 }), [
      ["plinth:account", "an AWS account id: twelve digits, in quotes"],
      ["plinth:transcriptRetentionDays", "30 to 730 whole days"],
    ]);
  });

  it("refuses a configuration with keys missing, naming each", () => {
    assert.deepEqual(
      refusals({ "plinth:workload": undefined, "plinth:account": undefined }).map(([path]) => path),
      ["plinth:workload", "plinth:account"],
    );
  });
});
