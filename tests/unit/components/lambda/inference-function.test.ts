import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existingKey } from "../../../../components/identity/encryption-key";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceFunction, type InferenceFunctionArgs } from "../../../../components/lambda/inference-function";
import { networkOfAnotherStack } from "../../../support/network";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

function build(change: Partial<InferenceFunctionArgs> = {}): InferenceFunction {
  return new InferenceFunction("handler", {
    workload,
    role: new WorkloadRole("role", { workload, service: "lambda" }),
    network: networkOfAnotherStack(),
    key: existingKey("shared", KEY),
    code: {
      archive: new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;"),
      }),
      handler: "index.handler",
    },
    ...change,
  });
}

describe("InferenceFunction", () => {
  it("runs in the network, traced, with encrypted environment and bounded concurrency", async () => {
    const { resources } = await preview(() => build({ environment: { WORKLOAD: "support" } }));
    const {
      code: _,
      __defaults,
      tagsAll,
      region,
      packageType,
      publish,
      skipDestroy,
      ...inputs
    } = resources.only("aws:lambda/function:Function")?.inputs ?? {};

    assert.deepEqual(inputs, {
      name: "support-prod-handler",
      description: "support in prod",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: `arn:aws:iam::210987654321:role/workload/support/${resources.named("role-role")?.props.name}`,
      timeout: 60,
      memorySize: 512,
      reservedConcurrentExecutions: 10,
      environment: { variables: { WORKLOAD: "support" } },
      kmsKeyArn: KEY,
      vpcConfig: {
        subnetIds: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
        securityGroupIds: ["sg-0123456789abcdef0"],
      },
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/support-prod-handler" },
      deadLetterConfig: { targetArn: "arn:aws:sqs:eu-west-1:210987654321:support-prod-handler-dead-letters" },
      tags: {
        workload: "support",
        owner: "customer-care",
        environment: "prod",
        "data-classification": "confidential",
      },
    });
  });

  it("has a log group and a dead-letter queue of its own, encrypted and kept for a while, and no way in", async () => {
    const { resources } = await preview(() => build());

    assert.deepEqual(resources.countByType(), {
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:iam/policy:Policy": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 3,
      "aws:lambda/function:Function": 1,
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": 1,
      "aws:sqs/queue:Queue": 1,
      "aws:sqs/queuePolicy:QueuePolicy": 1,
    });
    const logs = resources.only("aws:cloudwatch/logGroup:LogGroup")?.inputs;
    assert.deepEqual(
      [logs?.name, logs?.retentionInDays, logs?.kmsKeyId],
      ["/aws/lambda/support-prod-handler", 365, KEY],
    );
    const queue = resources.only("aws:sqs/queue:Queue")?.inputs;
    assert.deepEqual(
      [queue?.name, queue?.messageRetentionSeconds, queue?.kmsMasterKeyId],
      ["support-prod-handler-dead-letters", 1_209_600, KEY],
    );
    assert.deepEqual(JSON.parse(String(resources.only("aws:sqs/queuePolicy:QueuePolicy")?.inputs.policy)).Statement, [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: "arn:aws:sqs:eu-west-1:210987654321:support-prod-handler-dead-letters",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    const retries = resources.only("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")?.inputs;
    assert.deepEqual([retries?.maximumRetryAttempts, retries?.maximumEventAgeInSeconds], [1, 3_600]);
  });

  it("allows its role what running needs: own logs, own dead letters, traces, and interfaces for Lambda alone", async () => {
    const { resources } = await preview(() => build());
    const byLambdaItself = { Null: { "lambda:SourceFunctionArn": "true" } };
    const ec2 = "arn:aws:ec2:eu-west-1:210987654321:";

    assert.deepEqual(JSON.parse(String(resources.named("role-run-handler")?.inputs.policy)).Statement, [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["arn:aws:logs:eu-west-1:210987654321:log-group:/aws/lambda/support-prod-handler:*"],
      },
      {
        Effect: "Allow",
        Action: ["sqs:SendMessage"],
        Resource: ["arn:aws:sqs:eu-west-1:210987654321:support-prod-handler-dead-letters"],
      },
      { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: ["*"] },
      {
        Effect: "Allow",
        Action: [
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:UnassignPrivateIpAddresses",
        ],
        Resource: [`${ec2}network-interface/*`, `${ec2}security-group/*`, `${ec2}subnet/*`],
        Condition: byLambdaItself,
      },
      {
        Effect: "Allow",
        Action: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
        Resource: ["*"],
        Condition: byLambdaItself,
      },
    ]);
  });

  it("is created after the permissions that Lambda checks", async () => {
    const { resources } = await preview(() => build());
    const { dependencies = [] } = resources.only("aws:lambda/function:Function")?.state ?? {};

    assert.ok(dependencies.includes(resources.named("role-run-handler")?.urn ?? "none"));
  });

  it("is known in preview but for what AWS assigns", async () => {
    const { resources, outputs } = await preview(
      () => {
        const key = new WorkloadKey("key", { workload, services: ["logs"] });
        const { functionArn, deadLetterQueueName } = build({ key });
        return { functionArn, deadLetterQueueName };
      },
      { unknowns: true },
    );

    assert.deepEqual(outputs, {
      functionArn: "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-handler",
      deadLetterQueueName: "support-prod-handler-dead-letters",
    });
    for (const { inputs } of resources.all("aws:iam/rolePolicy:RolePolicy")) {
      assert.equal(typeof JSON.parse(String(inputs.policy)), "object");
    }
  });

  it("refuses every bound that is overstepped, in one error", async () => {
    const { error, resources } = await preview(() =>
      build({ timeoutSeconds: 901, memoryMb: 64, reservedConcurrency: 0.5, logRetentionDays: 1 }),
    );

    assert.deepEqual(
      error?.faults.map(({ id, path, found }) => [id, path, found]),
      [
        ["orchestration/InferenceFunction/timeoutSeconds", "handler.timeoutSeconds", "901"],
        ["orchestration/InferenceFunction/memoryMb", "handler.memoryMb", "64"],
        ["orchestration/InferenceFunction/reservedConcurrency", "handler.reservedConcurrency", "0.5"],
        ["orchestration/InferenceFunction/logRetentionDays", "handler.logRetentionDays", "1"],
      ],
    );
    assert.equal(resources.only("aws:lambda/function:Function"), undefined);
  });
});
