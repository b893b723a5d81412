import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { containerImage } from "../../../../components/ecs/container-image";
import { ContainerService } from "../../../../components/ecs/container-service";
import { existingKey } from "../../../../components/identity/encryption-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceFunction } from "../../../../components/lambda/inference-function";
import { ModelAccess } from "../../../../components/model-access/model-access";
import { WorkloadDashboard } from "../../../../components/observability/dashboard";
import { OWN_ACCOUNT } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const key = existingKey("shared", "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab");

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Record<string, unknown> & { readonly title: string; readonly metrics: unknown[][] };
}

function build(): void {
  const network = networkOfAnotherStack();
  const handler = new InferenceFunction("handler", {
    workload,
    role: new WorkloadRole("handler-role", { workload, service: "lambda" }),
    network,
    key,
    code: { archive: new pulumi.asset.AssetArchive({}), handler: "index.handler" },
  });
  const service = new ContainerService("chat", {
    workload,
    role: new WorkloadRole("chat-role", { workload, service: "ecs-tasks" }),
    network,
    key,
    image: containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/chat@sha256:${"0".repeat(64)}`, "aws"),
  });
  const models = new ModelAccess("models", {
    workload,
    models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  });
  new WorkloadDashboard("dashboard", {
    workload,
    models,
    functions: [handler],
    services: [service],
    queueNames: ["reviews"],
  });
}

describe("WorkloadDashboard", () => {
  let test: TestPreview;
  let widgets: readonly Widget[] = [];
  before(async () => {
    test = await preview(build, { config: OWN_ACCOUNT });
    const body = test.resources.only("aws:cloudwatch/dashboard:Dashboard")?.inputs.dashboardBody;
    widgets = JSON.parse(String(body)).widgets;
  });
  const metricsOf = (title: string) => widgets.find(({ properties }) => properties.title === title)?.properties.metrics;

  it("has a panel for each question", () => {
    assert.equal(
      test.resources.only("aws:cloudwatch/dashboard:Dashboard")?.inputs.dashboardName,
      "support-prod-dashboard",
    );
    assert.deepEqual(
      widgets.map(({ properties }) => properties.title),
      [
        "Tokens",
        "Model latency (ms)",
        "Model errors",
        "Model throttles",
        "Estimated cost (USD)",
        "Guardrail",
        "Functions",
        "Function duration (ms)",
        "Messages that wait",
        "Container load (%)",
      ],
    );
  });

  it("lays its panels out in 24 columns, none over another", () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of widgets) {
      assert.ok(x >= 0 && x + width <= 24, `${x} to ${x + width}`);
      for (let column = x; column < x + width; column += 1)
        for (let row = y; row < y + height; row += 1) {
          assert.equal(taken.has(`${column},${row}`), false, `${column},${row} is taken twice`);
          taken.add(`${column},${row}`);
        }
    }
  });

  it("writes each line as CloudWatch reads it: namespace, name, dimensions in pairs, and how it is drawn", () => {
    for (const { type, properties } of widgets) {
      assert.equal(type, "metric");
      assert.deepEqual(
        [properties.region, properties.view, properties.period, properties.stacked],
        ["eu-west-1", "timeSeries", 300, false],
      );
      const ids = properties.metrics.map((line) => Object(line.at(-1)).id).filter(Boolean);
      assert.equal(new Set(ids).size, ids.length);
      for (const line of properties.metrics) {
        const rendering = Object(line.at(-1));
        if (line.length === 1) {
          assert.deepEqual(Object.keys(rendering).sort(), ["expression", "id", "label"]);
          continue;
        }
        assert.equal(line.length % 2, 1, JSON.stringify(line));
        assert.ok(line.slice(0, -1).every((word) => typeof word === "string" && word !== ""));
        assert.match(rendering.stat, /^(Sum|Average|Maximum|p\d\d)$/);
      }
    }
  });

  it("estimates cost from tokens and the catalogue's prices", () => {
    const profile = test.resources.only("aws:bedrock/inferenceProfile:InferenceProfile")?.props.arn;
    const ModelId = String(profile).split("/")[1];

    assert.deepEqual(metricsOf("Estimated cost (USD)"), [
      ["AWS/Bedrock", "InputTokenCount", "ModelId", ModelId, { stat: "Sum", id: "in0", visible: false }],
      ["AWS/Bedrock", "OutputTokenCount", "ModelId", ModelId, { stat: "Sum", id: "out0", visible: false }],
      [{ expression: "(in0 * 3.3 + out0 * 16.5) / 1000000", id: "usd0", label: "anthropic.claude-sonnet-4-5" }],
    ]);
  });

  it("counts what the guardrail stopped, and what waits in queues", () => {
    const guardrail = test.resources.only("aws:bedrock/guardrail:Guardrail")?.props.guardrailArn;
    const dimensions = ["GuardrailArn", guardrail, "GuardrailVersion", "1"];

    assert.deepEqual(metricsOf("Guardrail"), [
      ["AWS/Bedrock/Guardrails", "Invocations", ...dimensions, { stat: "Sum", label: "assessed" }],
      ["AWS/Bedrock/Guardrails", "InvocationsIntervened", ...dimensions, { stat: "Sum", label: "intervened" }],
    ]);
    assert.deepEqual(
      metricsOf("Messages that wait")?.map((line) => line[3]),
      ["support-prod-handler-dead-letters", "reviews"],
    );
  });

  it("refuses to show nothing", async () => {
    const { error, resources } = await preview(() => new WorkloadDashboard("dashboard", { workload }));

    assert.deepEqual(
      error?.faults.map(({ id, path }) => [id, path]),
      [["observability/WorkloadDashboard/models", "dashboard.models"]],
    );
    assert.equal(resources.count(), 0);
  });
});
