import assert from "node:assert/strict";
import { AgentRuntime, type AgentRuntimeArgs } from "../../../../components/agentcore/agent-runtime";
import { containerImage } from "../../../../components/ecs/container-image";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { type Asked, accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";
import { agentFixture } from "./support/agent-fixture";

const URI = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/agent@sha256:${"0".repeat(64)}`;
const REPOSITORY = "arn:aws:ecr:eu-west-1:210987654321:repository/agent";

function build(change: Partial<AgentRuntimeArgs> = {}): AgentRuntime {
  const { key, network, agent } = agentFixture();
  const runtime = new AgentRuntime("assistant", {
    workload,
    role: agent,
    network,
    key,
    artifact: containerImage(URI, "aws"),
    ...change,
  });
  runtime.grantInvoke(new WorkloadRole("caller", { workload, service: "lambda" }));
  return runtime;
}

describe("AgentRuntime", () => {
  let test: TestPreview;
  let id = "";
  before(async () => {
    test = await preview(() => build({ environment: { A: "1" } }), { config: OWN_ACCOUNT });
    id = String(test.resources.only("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime")?.props.agentRuntimeId);
  });

  it("runs one image in private subnets, and ends each session", () => {
    const { inputs } = test.resources.only("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime") ?? {};

    assert.equal(inputs?.agentRuntimeName, "support_prod_assistant");
    assert.deepEqual(inputs?.agentRuntimeArtifact, { containerConfiguration: { containerUri: URI } });
    assert.deepEqual(inputs?.networkConfiguration, {
      networkMode: "VPC",
      networkModeConfig: {
        subnets: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
        securityGroups: ["sg-0123456789abcdef0"],
      },
    });
    assert.deepEqual(inputs?.lifecycleConfigurations, [{ idleRuntimeSessionTimeout: 900, maxLifetime: 3600 }]);
    assert.deepEqual(inputs?.protocolConfiguration, { serverProtocol: "HTTP" });
    assert.deepEqual(inputs?.environmentVariables, { A: "1" });
  });

  it("has an endpoint for callers that points to its newest version", () => {
    const { inputs } =
      test.resources.only("aws:bedrock/agentcoreAgentRuntimeEndpoint:AgentcoreAgentRuntimeEndpoint") ?? {};

    assert.deepEqual([inputs?.name, inputs?.agentRuntimeId, inputs?.agentRuntimeVersion], ["live", id, "1"]);
  });

  it("declares its log groups, and has logs and traces delivered", () => {
    const groups = test.resources
      .all("aws:cloudwatch/logGroup:LogGroup")
      .filter(({ name }) => name.startsWith("assistant"))
      .map(({ inputs }) => inputs.name);
    const sources = test.resources
      .all("aws:cloudwatch/logDeliverySource:LogDeliverySource")
      .map(({ inputs }) => inputs.logType);

    assert.deepEqual(groups.sort(), [
      `/aws/bedrock-agentcore/runtimes/${id}-DEFAULT`,
      `/aws/bedrock-agentcore/runtimes/${id}-live`,
      "/aws/vendedlogs/bedrock-agentcore/support-prod-assistant-telemetry",
    ]);
    assert.deepEqual(sources.sort(), ["APPLICATION_LOGS", "TRACES"]);
    assert.equal(test.resources.all("aws:cloudwatch/logDelivery:LogDelivery").length, 2);
  });

  it("lets its role run it, its callers invoke it, and neither do anything near that", () => {
    const access = accessIn(test);
    const parts: readonly (readonly [role: string, asked: Asked, others: readonly string[]])[] = [
      [
        "agent-role",
        { action: "ecr:BatchGetImage", resource: REPOSITORY },
        ["ecr:PutImage", "ecr:InitiateLayerUpload"],
      ],
      [
        "agent-role",
        {
          action: "logs:PutLogEvents",
          resource: `arn:aws:logs:eu-west-1:210987654321:log-group:/aws/bedrock-agentcore/runtimes/${id}-live:log-stream:a`,
        },
        ["logs:GetLogEvents", "logs:CreateLogGroup", "logs:PutRetentionPolicy"],
      ],
      [
        "caller-role",
        {
          action: "bedrock-agentcore:InvokeAgentRuntime",
          resource: `arn:aws:bedrock-agentcore:eu-west-1:210987654321:runtime/${id}/runtime-endpoint/live`,
        },
        ["bedrock-agentcore:InvokeAgentRuntimeCommand", "bedrock-agentcore:UpdateAgentRuntime"],
      ],
    ];
    let misses = 0;
    for (const [role, asked, others] of parts) {
      assert.equal(access(role, asked), "allowed", asked.action);
      // An endpoint's own name is no part of the permission: a runtime's endpoints are all its workload's.
      const near = nearMisses(asked, others).filter(({ resource }) => !resource.endsWith("runtime-endpoint/another"));
      for (const miss of near.filter(({ resource }) => !/log-stream:another$/.test(resource))) {
        assert.equal(access(role, miss), "denied", `${role}: ${JSON.stringify(miss)}`);
        misses += 1;
      }
    }
    const other = {
      action: "bedrock-agentcore:InvokeAgentRuntime",
      resource: parts[2]?.[1].resource.replace("assistant", "payouts") ?? "",
    };
    assert.deepEqual(
      [access("caller-role", other), access("agent-role", parts[2]?.[1] ?? other)],
      ["denied", "denied"],
    );
    assert.ok(misses >= 25, `${misses} near misses`);
  });

  it("takes Python code of one version instead of an image", async () => {
    const { resources, error } = await preview(() =>
      build({
        artifact: {
          bucketName: "agents",
          objectKey: "assistant.zip",
          versionId: "v1",
          runtime: "PYTHON_3_13",
          entryPoint: ["main.py"],
        },
      }),
    );

    assert.equal(error, undefined);
    assert.deepEqual(
      resources.only("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime")?.inputs.agentRuntimeArtifact,
      {
        codeConfiguration: {
          code: { s3: { bucket: "agents", prefix: "assistant.zip", versionId: "v1" } },
          runtime: "PYTHON_3_13",
          entryPoints: ["main.py"],
        },
      },
    );
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() =>
      build({
        artifact: containerImage("docker.io/agent:latest", "aws"),
        protocol: "SMTP" as "HTTP",
        idleSeconds: 30,
        lifetimeSeconds: 90_000,
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["assistant.protocol", "SMTP"],
        ["assistant.idleSeconds", "30"],
        ["assistant.lifetimeSeconds", "90000"],
        ["assistant.image", "docker.io/agent:latest"],
        ["assistant.image.repositoryArn", "arn:aws:ecr::docker:repository/agent:latest"],
      ],
    );
  });
});
