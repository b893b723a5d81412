import assert from "node:assert/strict";
import type { AgentBounds } from "../../../../components/agentcore/agent-bounds";
import { AgentGateway } from "../../../../components/agentcore/agent-gateway";
import { AgentHarness, type AgentHarnessArgs } from "../../../../components/agentcore/agent-harness";
import { AgentMemory } from "../../../../components/agentcore/agent-memory";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { type Asked, accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";
import { agentFixture, MODEL, toolsOf } from "./support/agent-fixture";

const HARNESS = "aws:bedrock/agentcoreHarness:AgentcoreHarness";
const bounds: AgentBounds = { maxIterations: 10, maxTokens: 4_096, timeoutSeconds: 300 };

function build(change: Partial<AgentHarnessArgs> = {}): AgentHarness {
  const fixture = agentFixture();
  const { key, network, agent, models } = fixture;
  const gateway = new AgentGateway("tools", { workload, key, tools: toolsOf(fixture) });
  models.grantInvoke(agent);
  const harness = new AgentHarness("assistant", {
    workload,
    role: agent,
    network,
    key,
    models,
    model: MODEL,
    instructions: "You answer questions about cases.",
    gateway,
    memory: new AgentMemory("memory", { workload, key }),
    bounds,
    ...change,
  });
  harness.grantInvoke(new WorkloadRole("caller", { workload, service: "lambda" }));
  return harness;
}

describe("AgentHarness", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("stops after rounds, tokens and seconds, whether it is done or not", () => {
    const { inputs } = test.resources.only(HARNESS) ?? {};

    assert.deepEqual([inputs?.maxIterations, inputs?.maxTokens, inputs?.timeoutSeconds], [10, 4_096, 300]);
    assert.equal(Object(inputs?.model).bedrockModelConfig.maxTokens, 4_096);
  });

  it("calls the tools of its gateway and no others, and its model with the workload's guardrail", () => {
    const { inputs } = test.resources.only(HARNESS) ?? {};
    const gateway = test.resources.only("aws:bedrock/agentcoreGateway:AgentcoreGateway");
    const { modelId, apiFormat, additionalParams } = Object(inputs?.model).bedrockModelConfig;

    assert.deepEqual(inputs?.allowedTools, ["@tools/*"]);
    assert.deepEqual(inputs?.tools, [
      {
        type: "agentcoreGateway",
        name: "tools",
        config: { agentcoreGateway: { gatewayArn: gateway?.props.gatewayArn, outboundAuth: { awsIam: true } } },
      },
    ]);
    assert.match(String(modelId), /:application-inference-profile\/[a-z0-9]{12}$/);
    const guardrail = test.resources.only("aws:bedrock/guardrail:Guardrail")?.props.guardrailId;
    assert.equal(apiFormat, "converseStream");
    assert.deepEqual(JSON.parse(additionalParams), {
      guardrailConfig: { guardrailIdentifier: guardrail, guardrailVersion: "1", trace: "disabled" },
    });
  });

  it("runs in private subnets, and remembers only where it is told to", async () => {
    const { inputs } = test.resources.only(HARNESS) ?? {};
    const [environment] = Object(inputs?.environments)[0].agentcoreRuntimeEnvironments;
    const forgetful = await preview(() => build({ memory: undefined }));

    assert.equal(environment.networkConfigurations[0].networkMode, "VPC");
    assert.deepEqual(environment.lifecycleConfigurations, [{ idleRuntimeSessionTimeout: 900, maxLifetime: 3600 }]);
    assert.deepEqual(Object.keys(Object(inputs?.memory)), ["agentcoreMemoryConfiguration"]);
    assert.deepEqual(forgetful.resources.only(HARNESS)?.inputs.memory, { disabled: {} });
  });

  it("writes to a log group with an end, and to no other", () => {
    const access = accessIn(test);
    const id = `harness_${test.resources.only(HARNESS)?.props.harnessId}`;
    const group = test.resources.named("assistant-logs")?.inputs;
    const writes = (name: string): Asked => ({
      action: "logs:PutLogEvents",
      resource: `arn:aws:logs:eu-west-1:210987654321:log-group:/aws/bedrock-agentcore/runtimes/${name}-DEFAULT:log-stream:a`,
    });

    assert.equal(group?.name, `/aws/bedrock-agentcore/runtimes/${id}-DEFAULT`);
    assert.equal(typeof group?.retentionInDays, "number");
    assert.equal(access("agent-role", writes(id)), "allowed");
    assert.equal(access("agent-role", writes(id.replace("assistant", "another"))), "denied");
  });

  it("starts from AWS's image of a harness, and pulls no other", () => {
    const access = accessIn(test);
    const pulls = (registry: string): Asked => ({
      action: "ecr:BatchGetImage",
      resource: `arn:aws:ecr:${registry}`,
      context: { "aws:ResourceAccount": registry.split(":")[1] ?? "" },
    });

    assert.equal(access("agent-role", pulls("eu-west-1:796669927364:repository/harness-eu-west-1")), "allowed");
    for (const other of [
      "eu-west-1:796669927364:repository/harness-eu-central-1",
      "eu-west-1:796669927364:repository/harness",
      "eu-central-1:796669927364:repository/harness-eu-west-1",
      "eu-west-1:210987654321:repository/agent",
    ])
      assert.equal(access("agent-role", pulls(other)), "denied", other);
  });

  it("lets its callers invoke it, and do nothing near that", () => {
    const resource = String(test.resources.only(HARNESS)?.props.arn);
    const others = ["bedrock-agentcore:UpdateHarness", "bedrock-agentcore:InvokeGateway"];
    const parts = ["InvokeHarness", "InvokeAgentRuntime"].map(
      (action): Part => ["caller-role", { action: `bedrock-agentcore:${action}`, resource }, others],
    );
    assertOnly(test, parts, 20);
  });

  it("refuses to be unbounded", async () => {
    const { error } = await preview(() =>
      build({ bounds: { maxIterations: 1_000, timeoutSeconds: 0 } as unknown as AgentBounds }),
    );

    assert.deepEqual(
      error?.faults.map(({ path, allowed, found }) => [path, allowed, found]),
      [
        ["assistant.bounds.maxIterations", "a whole number, 1 to 75", "1000"],
        ["assistant.bounds.maxTokens", "a whole number, 64 to 64000", "undefined"],
        ["assistant.bounds.timeoutSeconds", "a whole number, 10 to 3600", "0"],
      ],
    );
  });

  it("refuses a model that it is not given, and instructions that say nothing", async () => {
    const { error } = await preview(() => build({ model: "anthropic.claude-haiku-4-5", instructions: "" }));

    assert.deepEqual(
      error?.faults.map(({ path }) => path),
      ["assistant.model", "assistant.instructions"],
    );
  });
});
