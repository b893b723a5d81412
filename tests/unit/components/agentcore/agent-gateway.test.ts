import assert from "node:assert/strict";
import { AgentGateway, type AgentGatewayArgs } from "../../../../components/agentcore/agent-gateway";
import type { AgentTool } from "../../../../components/agentcore/agent-tool";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";
import { agentFixture, toolsOf } from "./support/agent-fixture";
import { type Call, decide, problemsOf } from "./support/cedar-authority";

let tools: readonly AgentTool[] = [];

function build(change: Partial<AgentGatewayArgs> = {}): AgentGateway {
  const fixture = agentFixture();
  tools = toolsOf(fixture);
  // A second agent that may only read.
  const reader = new WorkloadRole("reader", { workload, service: "bedrock-agentcore" });
  tools = tools.map((tool, index) => (index === 0 ? { ...tool, callers: [...tool.callers, reader] } : tool));
  return new AgentGateway("tools", { workload, key: fixture.key, tools, ...change });
}

describe("AgentGateway", () => {
  let test: TestPreview;
  let gateway = "";
  let policies: string[] = [];
  let agent = "";
  let reader = "";
  before(async () => {
    test = await preview(() => build({ instructions: "Cases of customers." }), { config: OWN_ACCOUNT });
    gateway = String(test.resources.only("aws:bedrock/agentcoreGateway:AgentcoreGateway")?.props.gatewayArn);
    policies = test.resources
      .all("aws:bedrock/agentcorePolicy:AgentcorePolicy")
      .map(({ inputs }) => String(Object(inputs.definition).cedar.statement));
    const entity = (role: string) =>
      `arn:aws:sts::210987654321:assumed-role/${test.resources.named(role)?.inputs.name}`;
    agent = entity("agent-role");
    reader = entity("reader-role");
  });

  it("is an MCP server for callers with IAM credentials whose policies are enforced", () => {
    const { inputs } = test.resources.only("aws:bedrock/agentcoreGateway:AgentcoreGateway") ?? {};
    const engine = test.resources.only("aws:bedrock/agentcorePolicyEngine:AgentcorePolicyEngine");

    assert.deepEqual(
      [inputs?.name, inputs?.protocolType, inputs?.authorizerType, inputs?.protocolConfiguration],
      [
        "support-prod-tools",
        "MCP",
        "AWS_IAM",
        { mcp: { instructions: "Cases of customers.", supportedVersions: ["2025-06-18"] } },
      ],
    );
    assert.deepEqual(inputs?.policyEngineConfiguration, { arn: engine?.props.policyEngineArn, mode: "ENFORCE" });
    assert.equal(engine?.inputs.name, "support_prod_tools");
  });

  it("shows each tool with the schema of its input", () => {
    const target = test.resources.named("tools-refund")?.inputs;
    const { lambda } = Object(target?.targetConfiguration).mcp;

    assert.equal(lambda.lambdaArn, "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-refund");
    assert.deepEqual(lambda.toolSchema.inlinePayloads, [
      {
        name: "refund",
        description: "Pays a customer back.",
        inputSchema: {
          type: "object",
          properties: [
            { name: "caseId", type: "string", description: "Number of the case", required: true },
            { name: "cents", type: "integer", description: "How much", required: true },
            { name: "currency", type: "string", description: "In what", required: false },
          ],
        },
      },
    ]);
    assert.deepEqual(target?.credentialProviderConfiguration, { gatewayIamRole: {} });
  });

  it("has one permit for each tool and caller, each named after both", () => {
    assert.deepEqual(
      test.resources.all("aws:bedrock/agentcorePolicy:AgentcorePolicy").map(({ inputs }) => inputs.name),
      ["get_case_by_agent", "get_case_by_reader", "refund_by_agent"],
    );
    assert.deepEqual(problemsOf(policies, tools), []);
  });

  it("lets each role call its tools, by Cedar's own judgement, and nothing near that", () => {
    const allowed: Call[] = [
      { principal: agent, action: "get-case___get_case", gateway, input: { caseId: "1042" } },
      { principal: reader, action: "get-case___get_case", gateway, input: { caseId: "1042" } },
      { principal: agent, action: "refund___refund", gateway, input: { caseId: "1042", cents: 10_000 } },
      { principal: agent, action: "refund___refund", gateway, input: { caseId: "1", cents: 1, currency: "SEK" } },
    ];
    for (const call of allowed) assert.equal(decide(policies, call), "allow", JSON.stringify(call));

    const [read, , refund] = allowed as [Call, Call, Call];
    const denied: Call[] = [
      ...[read, refund].flatMap((call) => [
        { ...call, principal: `${agent}-2` },
        { ...call, principal: agent.replace("210987654321", "999999999999") },
        { ...call, principal: agent.replace(":sts:", ":iam:").replace("assumed-role", "role") },
        { ...call, principal: agent.slice(0, -1) },
        { ...call, principal: "*" },
        { ...call, principalType: "AgentCore::OAuthUser" },
        { ...call, principalType: "AgentCore::UnauthenticatedUser" },
        { ...call, gateway: `${gateway}2` },
        { ...call, gateway: gateway.replace("eu-west-1", "us-east-1") },
        { ...call, gateway: "*" },
        { ...call, action: call.action.replace("___", "__") },
        { ...call, action: `${call.action}s` },
        { ...call, action: call.action.toUpperCase() },
        { ...call, action: "delete-case___delete_case" },
      ]),
      { ...refund, principal: reader },
      { ...refund, input: { caseId: "1042", cents: 10_001 } },
      { ...refund, input: { caseId: "1042", cents: 5, currency: "USD" } },
      { ...refund, input: { caseId: "1042", cents: 5, currency: "" } },
      { ...refund, input: { caseId: "1042", cents: 5, currency: "eur" } },
    ];
    for (const call of denied) assert.equal(decide(policies, call), "deny", JSON.stringify(call));
    assert.equal(denied.length, 33);
  });

  it("lets callers reach this gateway, and the gateway call its tools' functions", () => {
    const access = accessIn(test);
    const role = "tools-role";
    const engine = String(
      test.resources.only("aws:bedrock/agentcorePolicyEngine:AgentcorePolicyEngine")?.props.policyEngineArn,
    );
    const parts: readonly Part[] = [
      [
        "agent-role",
        { action: "bedrock-agentcore:InvokeGateway", resource: gateway },
        ["bedrock-agentcore:UpdateGateway", "bedrock-agentcore:InvokeAgentRuntime"],
      ],
      [
        "reader-role",
        { action: "bedrock-agentcore:InvokeGateway", resource: gateway },
        ["bedrock-agentcore:CreateGatewayTarget"],
      ],
      [
        role,
        {
          action: "lambda:InvokeFunction",
          resource: "arn:aws:lambda:eu-west-1:210987654321:function:support-prod-refund",
        },
        ["lambda:UpdateFunctionCode", "lambda:InvokeAsync"],
      ],
      [
        role,
        { action: "bedrock-agentcore:AuthorizeAction", resource: engine },
        ["bedrock-agentcore:UpdatePolicy", "bedrock-agentcore:InvokeGateway"],
      ],
      [role, { action: "bedrock-agentcore:PartiallyAuthorizeActions", resource: gateway }, []],
      [role, { action: "bedrock-agentcore:GetPolicyEngine", resource: engine }, ["bedrock-agentcore:CreatePolicy"]],
    ];
    assertOnly(test, parts, 40);
    // Nobody goes round the policy.
    const direct = { action: "lambda:InvokeFunction", resource: String(parts[2]?.[1].resource) };
    assert.deepEqual([access("agent-role", direct), access("reader-role", direct)], ["denied", "denied"]);
  });

  it("refuses every bad tool at once", async () => {
    const { error } = await preview(() => {
      const fixture = agentFixture();
      const [tool] = toolsOf(fixture) as [AgentTool];
      new AgentGateway("tools", {
        workload,
        key: fixture.key,
        instructions: "",
        tools: [
          { ...tool, name: "getCase", description: "" },
          { ...tool, input: { "case id": { type: "string", description: "Number" } }, callers: [] },
          { ...tool, input: { kind: { type: "string", oneOf: ['"'], description: "Kind" } } },
          {
            ...tool,
            name: "a_name_of_24_characters1",
            callers: [new WorkloadRole("an-agent-with-a-long-name", { workload, service: "lambda" })],
          },
        ],
      });
    });

    assert.deepEqual(
      error?.faults.map(({ path }) => path),
      [
        "tools.instructions",
        "tools.tools",
        "tools.tools[0].name",
        "tools.tools[0].description",
        "tools.tools[1].input",
        "tools.tools[1].callers",
        "tools.tools[2].name",
        "tools.tools[2].input",
      ],
    );
  });

  it("refuses to be without tools", async () => {
    const { error } = await preview(() => build({ tools: [] }));

    assert.deepEqual(
      error?.faults.map(({ path, allowed }) => [path, allowed]),
      [["tools.tools", "at least one tool"]],
    );
  });
});
