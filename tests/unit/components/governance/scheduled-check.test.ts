import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import { OutputStore } from "../../../../components/data/output-store";
import { DriftMonitor, type DriftMonitorArgs } from "../../../../components/governance/drift-monitor";
import { EvaluationSchedule, type EvaluationScheduleArgs } from "../../../../components/governance/evaluation-schedule";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceFunction } from "../../../../components/lambda/inference-function";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms";
const LAMBDA = "arn:aws:lambda:eu-west-1:210987654321:function";
const code = {
  archive: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = () => 1;") }),
  handler: "index.handler",
};
const network = () => networkOfAnotherStack();

/** An evaluation of a function, and the drift of its results. */
function build(evaluation: Partial<EvaluationScheduleArgs> = {}, drift: Partial<DriftMonitorArgs> = {}): void {
  const key = new WorkloadKey("key", { workload, services: ["lambda", "logs"] });
  const here = { workload, key, network: network() };
  const target = new InferenceFunction("handler", {
    ...here,
    role: new WorkloadRole("handler-role", { workload, service: "lambda" }),
    code,
  });
  const goldenSet = new ClassifiedBucket("golden", { workload, classification: "internal", kind: "source", key });
  const results = new OutputStore("results", { workload });
  new EvaluationSchedule("quality", { ...here, target, goldenSet, results, code, ...evaluation });
  new DriftMonitor("quality", { ...here, results, code, ...drift });
}

describe("EvaluationSchedule and DriftMonitor", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build({ alarmTopicArn: TOPIC }), { config: OWN_ACCOUNT });
  });

  it("run once a day, by a name from which the rule tells what they are", () => {
    assert.deepEqual(
      test.resources
        .all("aws:scheduler/schedule:Schedule")
        .map(({ name, inputs }) => [name, inputs.scheduleExpression, Object(inputs.target).arn])
        .sort(),
      [
        ["quality-drift-schedule", "rate(1 day)", `${LAMBDA}:support-prod-quality-drift-check`],
        ["quality-evaluator-schedule", "rate(1 day)", `${LAMBDA}:support-prod-quality-evaluator-check`],
      ],
    );
  });

  it("make a metric of what they log, and an alarm of it", () => {
    assert.deepEqual(
      test.resources
        .all("aws:cloudwatch/logMetricFilter:LogMetricFilter")
        .map(({ inputs }) => [inputs.logGroupName, inputs.pattern, Object(inputs.metricTransformation).value])
        .sort(),
      ["drift", "evaluator"].map((name) => [
        `/aws/lambda/support-prod-quality-${name}-check`,
        '{ $.message.event = "checked" }',
        "$.message.value",
      ]),
    );
    assert.deepEqual(
      test.resources
        .all(ALARM)
        .map(({ inputs: i }) => [i.metricName, i.statistic, i.comparisonOperator, i.threshold, i.alarmActions])
        .sort(),
      [
        ["support-prod-quality-drift", "Maximum", "GreaterThanThreshold", 0.2, []],
        ["support-prod-quality-evaluator", "Minimum", "LessThanThreshold", 0.8, [TOPIC]],
      ],
    );
  });

  it("tell their handlers where everything is", () => {
    const variables = (name: string) => Object(test.resources.named(`${name}-function`)?.inputs.environment).variables;
    const ours = { WORKLOAD: "support", ENVIRONMENT: "prod", ACCOUNT_ID: "210987654321" };
    const RESULTS_BUCKET = "support-prod-results-objects-210987654321";

    assert.deepEqual(variables("quality-evaluator-check"), {
      ...ours,
      TARGET_FUNCTION: "support-prod-handler",
      GOLDEN_SET_BUCKET: "support-prod-golden-210987654321",
      GOLDEN_SET_PREFIX: "golden/",
      RESULTS_BUCKET,
      RESULTS_KEY_ARN: test.resources.named("results-key-key")?.props.arn,
    });
    assert.deepEqual(variables("quality-drift-check"), {
      ...ours,
      RESULTS_BUCKET,
      CURRENT_DAYS: "7",
      BASELINE_DAYS: "28",
    });
  });

  it("let each role do its own part and nothing near it", () => {
    const access = accessIn(test);
    const result = "arn:aws:s3:::support-prod-results-objects-210987654321/evaluations/2026-11-22/a.json";
    const parts: readonly Part[] = [
      [
        "quality-evaluator-check-role",
        { action: "lambda:InvokeFunction", resource: `${LAMBDA}:support-prod-handler` },
        ["lambda:UpdateFunctionCode", "lambda:GetFunction"],
      ],
      [
        "quality-evaluator-check-role",
        { action: "s3:GetObject", resource: "arn:aws:s3:::support-prod-golden-210987654321/golden/a.json" },
        ["s3:PutObject", "s3:DeleteObject"],
      ],
      [
        "quality-evaluator-check-role",
        { action: "s3:PutObject", resource: result },
        ["s3:GetObject", "s3:DeleteObject"],
      ],
      ["quality-drift-check-role", { action: "s3:GetObject", resource: result }, ["s3:PutObject", "s3:DeleteObject"]],
      [
        "quality-evaluator-schedule-role",
        { action: "lambda:InvokeFunction", resource: `${LAMBDA}:support-prod-quality-evaluator-check` },
        ["lambda:InvokeFunctionUrl", "lambda:UpdateFunctionConfiguration"],
      ],
      [
        "quality-drift-schedule-role",
        { action: "lambda:InvokeFunction", resource: `${LAMBDA}:support-prod-quality-drift-check` },
        ["lambda:InvokeFunctionUrl", "lambda:UpdateFunctionConfiguration"],
      ],
    ];
    assertOnly(test, parts, 60);
    assert.equal(
      access("quality-drift-check-role", {
        action: "lambda:InvokeFunction",
        resource: `${LAMBDA}:support-prod-handler`,
      }),
      "denied",
    );
  });

  it("refuses every bad argument of an evaluation at once", async () => {
    const { error } = await preview(() => build({ schedule: "daily", minimumScore: 2, goldenSetPrefix: "/golden" }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["quality.schedule", "daily"],
        ["quality.minimumScore", "2"],
        ["quality.goldenSetPrefix", "/golden"],
      ],
    );
  });

  it("refuses every bad argument of a drift monitor at once", async () => {
    const { error } = await preview(() => build({}, { currentDays: 14, baselineDays: 7, maximumDistance: 0 }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["quality.baselineDays", "7"],
        ["quality.maximumDistance", "0"],
      ],
    );
  });
});
