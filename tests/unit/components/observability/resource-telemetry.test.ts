import assert from "node:assert/strict";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { ResourceTelemetry, type ResourceTelemetryArgs } from "../../../../components/observability/resource-telemetry";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const RUNTIME = "arn:aws:bedrock-agentcore:eu-west-1:210987654321:runtime/support_prod_agent-a1b2c3d4e5";

const build = (name: string, change: Partial<ResourceTelemetryArgs> = {}) =>
  preview(
    () =>
      new ResourceTelemetry(name, {
        workload,
        key: new WorkloadKey("key", { workload, services: ["logs"] }),
        service: "bedrock-agentcore",
        resourceArn: RUNTIME,
        ...change,
      }),
  );

describe("ResourceTelemetry", () => {
  it("delivers logs to a group with retention and key, and traces to X-Ray", async () => {
    const { resources } = await build("agent-telemetry");
    const sources = resources.all("aws:cloudwatch/logDeliverySource:LogDeliverySource").map(({ inputs }) => inputs);
    const group = resources.only("aws:cloudwatch/logGroup:LogGroup")?.inputs;

    assert.deepEqual(
      sources.map(({ name, logType, resourceArn }) => [name, logType, resourceArn]),
      [
        ["support-prod-agent-telemetry-logs", "APPLICATION_LOGS", RUNTIME],
        ["support-prod-agent-telemetry-traces", "TRACES", RUNTIME],
      ],
    );
    assert.equal(group?.name, "/aws/vendedlogs/bedrock-agentcore/support-prod-agent-telemetry");
    assert.ok(Number(group?.retentionInDays) > 0);
    assert.ok(group?.kmsKeyId);
    assert.equal(resources.all("aws:cloudwatch/logDelivery:LogDelivery").length, 2);
  });

  it("refuses a name that is too long for delivery sources, and an invalid service", async () => {
    const { error } = await build("t".repeat(50), { service: "Bedrock AgentCore" });

    assert.deepEqual(
      error?.faults.map(({ id }) => id),
      ["observability/ResourceTelemetry/name", "observability/ResourceTelemetry/service"],
    );
  });
});
