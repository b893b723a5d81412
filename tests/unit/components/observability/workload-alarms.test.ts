import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { containerImage } from "../../../../components/ecs/container-image";
import { StreamingService } from "../../../../components/ecs/streaming-service";
import { existingKey } from "../../../../components/identity/encryption-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceFunction } from "../../../../components/lambda/inference-function";
import { WorkloadQueue } from "../../../../components/lambda/workload-queue";
import { ModelAccess } from "../../../../components/model-access/model-access";
import { WorkloadAlarms, type WorkloadAlarmsArgs } from "../../../../components/observability/workload-alarms";
import { Workflow } from "../../../../components/step-functions/workflow";
import * as steps from "../../../../components/step-functions/workflow-steps";
import { networkOfAnotherStack } from "../../../support/network";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const TOPIC = "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const valid: WorkloadAlarmsArgs = { workload, key: existingKey("shared", KEY), monthlyUsd: 4000 };

/** Alarms of a function and a model. */
function watched(): WorkloadAlarms {
  const handler = new InferenceFunction("handler", {
    workload,
    role: new WorkloadRole("role", { workload, service: "lambda" }),
    network: networkOfAnotherStack(),
    key: existingKey("function", KEY),
    code: { archive: new pulumi.asset.AssetArchive({}), handler: "index.handler" },
    timeoutSeconds: 30,
  });
  const models = new ModelAccess("models", {
    workload,
    models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  });
  return new WorkloadAlarms("alarms", { ...valid, functions: [handler], models });
}

describe("WorkloadAlarms", () => {
  it("watches errors, throttles, slowness and dead letters of a function, and errors and throttles of a model", async () => {
    const { resources } = await preview(watched);
    const profile = resources.only("aws:bedrock/inferenceProfile:InferenceProfile")?.props.arn;
    const lambda = { FunctionName: "support-prod-handler" };
    const bedrock = { ModelId: String(profile).split("/")[1] };

    assert.deepEqual(
      resources
        .all(ALARM)
        .map(({ inputs: i }) => [i.namespace, i.metricName, i.dimensions, i.statistic, i.threshold, i.period])
        .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1)),
      [
        ["AWS/Bedrock", "InvocationClientErrors", bedrock, "Sum", 5, 300],
        ["AWS/Bedrock", "InvocationServerErrors", bedrock, "Sum", 0, 300],
        ["AWS/Bedrock", "InvocationThrottles", bedrock, "Sum", 0, 300],
        ["AWS/Lambda", "Duration", lambda, "Maximum", 24_000, 300],
        ["AWS/Lambda", "Errors", lambda, "Sum", 0, 300],
        ["AWS/Lambda", "Throttles", lambda, "Sum", 0, 300],
        [
          "AWS/SQS",
          "ApproximateNumberOfMessagesVisible",
          { QueueName: "support-prod-handler-dead-letters" },
          "Maximum",
          0,
          300,
        ],
      ],
    );
    for (const { inputs } of resources.all(ALARM)) {
      assert.deepEqual(
        [inputs.alarmActions, inputs.okActions, inputs.treatMissingData],
        [[TOPIC], [TOPIC], "notBreaching"],
      );
    }
  });

  it("watches full tasks of containers, and errors and unhealthy tasks behind a load balancer", async () => {
    const { resources } = await preview(() => {
      const stream = new StreamingService("chat", {
        workload,
        role: new WorkloadRole("task", { workload, service: "ecs-tasks" }),
        network: networkOfAnotherStack(),
        key: existingKey("stream", KEY),
        image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
        certificateArn: "arn:aws:acm:eu-west-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
        clients: { portal: { securityGroupId: "sg-0fedcba9876543210" } },
      });
      new WorkloadAlarms("alarms", { ...valid, streams: [stream] });
    });
    const service = { ClusterName: "support-prod-chat", ServiceName: "support-prod-chat" };
    const LoadBalancer = resources.only("aws:lb/loadBalancer:LoadBalancer")?.props.arnSuffix;
    const TargetGroup = resources.only("aws:lb/targetGroup:TargetGroup")?.props.arnSuffix;

    assert.deepEqual(
      resources
        .all(ALARM)
        .map(({ inputs: i }) => [i.metricName, i.namespace, i.dimensions, i.statistic, i.threshold])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        ["CPUUtilization", "AWS/ECS", service, "Average", 85],
        ["HTTPCode_ELB_5XX_Count", "AWS/ApplicationELB", { LoadBalancer }, "Sum", 0],
        ["HTTPCode_Target_5XX_Count", "AWS/ApplicationELB", { LoadBalancer }, "Sum", 0],
        ["MemoryUtilization", "AWS/ECS", service, "Average", 85],
        ["UnHealthyHostCount", "AWS/ApplicationELB", { LoadBalancer, TargetGroup }, "Maximum", 0],
      ],
    );
  });

  it("watches failures, timeouts and throttles of a workflow, and what waits in a queue", async () => {
    const { resources } = await preview(() => {
      const key = existingKey("workflow", KEY);
      const workflow = new Workflow("intake", { workload, key, steps: [steps.succeed("Done")] });
      const failures = new WorkloadQueue("failures", { workload, key });
      new WorkloadAlarms("alarms", { ...valid, workflows: [workflow], queues: [failures] });
    });
    const machine = { StateMachineArn: "arn:aws:states:eu-west-1:210987654321:stateMachine:support-prod-intake" };

    assert.deepEqual(
      resources
        .all(ALARM)
        .map(({ inputs: i }) => [i.metricName, i.namespace, i.dimensions, i.statistic, i.threshold])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        ["ApproximateNumberOfMessagesVisible", "AWS/SQS", { QueueName: "support-prod-failures" }, "Maximum", 0],
        ["ExecutionThrottled", "AWS/States", machine, "Sum", 0],
        ["ExecutionsFailed", "AWS/States", machine, "Sum", 0],
        ["ExecutionsTimedOut", "AWS/States", machine, "Sum", 0],
      ],
    );
  });

  it("lets this account's alarms and budgets publish, encrypted and over TLS, and nobody else", async () => {
    const { resources } = await preview(() => new WorkloadAlarms("alarms", valid));
    const from = (service: string, source: string) => ({
      Sid: `PublishedTo${service}`,
      Effect: "Allow",
      Principal: { Service: `${service}.amazonaws.com` },
      Action: "sns:Publish",
      Resource: TOPIC,
      Condition: { StringEquals: { "aws:SourceAccount": "210987654321" }, ArnLike: { "aws:SourceArn": source } },
    });

    assert.equal(resources.only("aws:sns/topic:Topic")?.inputs.kmsMasterKeyId, KEY);
    assert.deepEqual(JSON.parse(String(resources.only("aws:sns/topicPolicy:TopicPolicy")?.inputs.policy)).Statement, [
      from("cloudwatch", "arn:aws:cloudwatch:eu-west-1:210987654321:alarm:*"),
      from("budgets", "arn:aws:budgets::210987654321:*"),
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: TOPIC,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("budgets what carries the workload's tags, and warns before the money is spent", async () => {
    const { resources } = await preview(() => new WorkloadAlarms("alarms", valid));
    const budget = resources.only("aws:budgets/budget:Budget")?.inputs;

    assert.deepEqual(
      [budget?.limitAmount, budget?.limitUnit, budget?.timeUnit, budget?.metrics],
      ["4000.00", "USD", "MONTHLY", "UnblendedCost"],
    );
    assert.deepEqual(budget?.filterExpression, {
      ands: [
        { tags: { key: "workload", values: ["support"], matchOptions: ["EQUALS"] } },
        { tags: { key: "environment", values: ["prod"], matchOptions: ["EQUALS"] } },
      ],
    });
    const step = { comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE", subscriberSnsTopicArns: [TOPIC] };
    assert.deepEqual(budget?.notifications, [
      { ...step, threshold: 80, notificationType: "ACTUAL" },
      { ...step, threshold: 100, notificationType: "ACTUAL" },
      { ...step, threshold: 100, notificationType: "FORECASTED" },
    ]);
  });

  it("sends alarms to the addresses it is given, and has nothing to watch otherwise", async () => {
    const { resources } = await preview(() => new WorkloadAlarms("alarms", { ...valid, emails: ["ops@example.com"] }));

    assert.deepEqual(resources.countByType(), {
      "aws:budgets/budget:Budget": 1,
      "aws:sns/topic:Topic": 1,
      "aws:sns/topicPolicy:TopicPolicy": 1,
      "aws:sns/topicSubscription:TopicSubscription": 1,
    });
    const subscription = resources.only("aws:sns/topicSubscription:TopicSubscription")?.inputs;
    assert.deepEqual([subscription?.protocol, subscription?.endpoint], ["email", "ops@example.com"]);
  });

  it("refuses a budget of nothing and an address that is none, in one error", async () => {
    const { error, resources } = await preview(
      () => new WorkloadAlarms("alarms", { ...valid, monthlyUsd: 0, emails: ["ops"] }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found, allowed }) => [path, found, allowed]),
      [
        ["alarms.monthlyUsd", "0", "US dollars a month, above 0"],
        ["alarms.emails[0]", "ops", "an e-mail address"],
      ],
    );
    assert.equal(resources.count(), 0);
  });
});
