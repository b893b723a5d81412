import assert from "node:assert/strict";
import { Agentic, type AgenticArgs } from "../../../../blueprints/agentic/agentic";
import { type Asked, accessIn, assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { type Config, exampleConfig, previewConfig } from "../../../support/blueprint-examples";
import { NETWORK_IDS } from "../../../support/network";
import { findingsOf } from "../../../support/pack-findings";
import { preview, type TestPreview } from "../../../support/preview";
import { refusalsOf } from "../../../support/refusals";
import { type Answers, definitionIn, execute, failing } from "../../../support/state-machine";
import { workload } from "../../../support/workload";
import { decide } from "../../components/agentcore/support/cedar-authority";

const IMAGE = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/agent@sha256:${"0".repeat(64)}`;
const valid: AgenticArgs = {
  workload,
  models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
  expectedMonthlyInferenceUsd: 500,
};

function build(change: Partial<AgenticArgs> = {}) {
  return preview(() => void new Agentic("cases", { ...valid, ...change }), { config: OWN_ACCOUNT });
}

const keyFor = (config: Config) =>
  `arn:aws:kms:${config["aws:region"]}:${config["plinth:account"]}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:210987654321:function:support-prod-cases-tools-${name}`;
const MACHINE = "arn:aws:states:eu-west-1:210987654321:stateMachine:support-prod-cases-tools-actions";

describe("Agentic", () => {
  let harness: TestPreview;
  let runtime: TestPreview;
  let byPolicy: TestPreview;
  before(async () => {
    [harness, runtime, byPolicy] = [
      await build(),
      await build({ agentImage: IMAGE }),
      await build({ approval: "policy" }),
    ];
  });

  it("has AWS run the loop, within bounds", () => {
    const { inputs } = harness.resources.only("aws:bedrock/agentcoreHarness:AgentcoreHarness") ?? {};

    assert.deepEqual([inputs?.maxIterations, inputs?.maxTokens, inputs?.timeoutSeconds], [10, 4_096, 300]);
    assert.deepEqual(harness.resources.all("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime"), []);
  });

  it("runs an agent of one's own instead, with a way in and an evaluation", () => {
    const agent = runtime.resources.only("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime")?.inputs;
    const variables = Object(agent?.environmentVariables);

    assert.deepEqual(Object.keys(variables).sort(), [
      "AWS_REGION",
      "ENVIRONMENT",
      "GATEWAY_URL",
      "GUARDRAIL_ID",
      "GUARDRAIL_VERSION",
      "INSTRUCTIONS",
      "MAX_ITERATIONS",
      "MAX_TOKENS",
      "MEMORY_ID",
      "MODELS",
      "TIMEOUT_SECONDS",
      "WORKLOAD",
    ]);
    assert.deepEqual(runtime.resources.all("aws:bedrock/agentcoreHarness:AgentcoreHarness"), []);
    assert.notEqual(runtime.resources.named("cases-ask-function"), undefined);
    assert.equal(runtime.resources.all("aws:scheduler/schedule:Schedule").length, 1);
  });

  it("lets the agent reach two tools, of which the one that acts can only propose", () => {
    const targets = harness.resources.all("aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget");
    const behind = (test: TestPreview) =>
      test.resources
        .all("aws:bedrock/agentcoreGatewayTarget:AgentcoreGatewayTarget")
        .map(({ inputs }) => [inputs.name, Object(inputs.targetConfiguration).mcp.lambda.lambdaArn]);

    assert.equal(targets.length, 2);
    assert.deepEqual(behind(harness), [
      ["get-case", functionArn("get-case")],
      ["resolve-case", functionArn("propose")],
    ]);
    assert.deepEqual(behind(byPolicy), [
      ["get-case", functionArn("get-case")],
      ["resolve-case", functionArn("resolve-case")],
    ]);
  });

  it("permits the agent its tools, with the resolutions that there are, by Cedar's own judgement", () => {
    const gateway = String(harness.resources.only("aws:bedrock/agentcoreGateway:AgentcoreGateway")?.props.gatewayArn);
    const policies = harness.resources
      .all("aws:bedrock/agentcorePolicy:AgentcorePolicy")
      .map(({ inputs }) => String(Object(inputs.definition).cedar.statement));
    const role = harness.resources.named("cases-agent-role")?.inputs.name;
    const principal = `arn:aws:sts::210987654321:assumed-role/${role}`;
    const call = (action: string, input: Record<string, string>) =>
      decide(policies, { principal, gateway, action, input: { caseId: "1", reason: "r", ...input } });

    assert.equal(call("get-case___get_case", {}), "allow");
    for (const resolution of ["refund", "replace", "reject"])
      assert.equal(call("resolve-case___resolve_case", { resolution }), "allow");
    for (const resolution of ["", "Refund", "refund ", "gift", "*"])
      assert.equal(call("resolve-case___resolve_case", { resolution }), "deny", resolution);
    assert.equal(call("propose___propose", { resolution: "refund" }), "deny");
  });

  it("lets nobody but the approval's workflow act, and each role do its own part only", () => {
    const access = accessIn(runtime);
    const gateway = String(runtime.resources.only("aws:bedrock/agentcoreGateway:AgentcoreGateway")?.props.gatewayArn);
    const agent = String(
      runtime.resources.only("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime")?.props.agentRuntimeArn,
    );
    const records = "arn:aws:s3:::support-prod-cases-actions-records-210987654321/2026/11/22/a/done.json";
    const parts: readonly Part[] = [
      ["cases-agent-role", { action: "bedrock-agentcore:InvokeGateway", resource: gateway }, []],
      ["cases-gateway-role", { action: "lambda:InvokeFunction", resource: functionArn("propose") }, []],
      ["cases-tools-propose-role", { action: "states:StartExecution", resource: MACHINE }, ["states:SendTaskSuccess"]],
      ["cases-tools-actions-role", { action: "lambda:InvokeFunction", resource: functionArn("resolve-case") }, []],
      ["cases-tools-resolve-case-role", { action: "s3:PutObject", resource: records }, ["s3:GetObject"]],
      [
        "cases-tools-get-case-role",
        { action: "s3:GetObject", resource: "arn:aws:s3:::support-prod-cases-cases-210987654321/cases/1.json" },
        ["s3:PutObject"],
      ],
      ["cases-ask-role", { action: "bedrock-agentcore:InvokeAgentRuntime", resource: agent }, []],
    ];
    assertOnly(runtime, parts, 60);

    const acting: Asked = { action: "lambda:InvokeFunction", resource: functionArn("resolve-case") };
    const roles = runtime.resources.all("aws:iam/role:Role").map(({ name }) => name);
    assert.deepEqual(
      roles.filter((role) => access(role, acting) !== "denied"),
      ["cases-tools-actions-role"],
    );
    const approving: Asked = { action: "states:SendTaskSuccess", resource: MACHINE };
    assert.deepEqual(
      roles.filter((role) => access(role, approving) !== "denied"),
      ["cases-tools-approval-decisions-role"],
    );
  });

  describe("the approval's workflow", () => {
    const proposal = { actionId: "resolve-1", caseId: "1042", resolution: "refund", reason: "It never arrived." };
    const run = async (decision: Answers[string], change: Answers = {}) => {
      const acted: Record<string, unknown>[] = [];
      const execution = await execute(definitionIn(harness), proposal, {
        Ask: () => ({}),
        "Ask: decision": decision,
        "Do it": ({ Payload }) => void acted.push(Payload as Record<string, unknown>),
        "Leave it": ({ Payload }) => void acted.push(Payload as Record<string, unknown>),
        "Set aside": (message) => void acted.push(message),
        ...change,
      });
      return { ...execution, acted };
    };

    it("acts after a person's yes, and says whose it was", async () => {
      const { path, failure, acted } = await run(() => ({ reviewer: "ann", comment: "", changes: {} }));

      assert.equal(failure, undefined);
      assert.deepEqual(path, ["Ask", "Ask: decision", "Do it"]);
      assert.deepEqual(acted, [{ ...proposal, decision: "approved", by: "ann" }]);
    });

    it("leaves what is refused, and what nobody decides in time", async () => {
      const refused = await run(failing("Rejected"));
      const late = await run(failing("States.Timeout"));

      for (const [{ path, acted }, by] of [
        [refused, "Rejected"],
        [late, "States.Timeout"],
      ] as const) {
        assert.deepEqual(path, ["Ask", "Ask: decision", "Leave it"]);
        assert.deepEqual(acted, [{ ...proposal, decision: "refused", by }]);
      }
    });

    it("sets aside what could not be done", async () => {
      const { path, failure } = await run(() => ({ reviewer: "ann", comment: "", changes: {} }), {
        "Do it": failing("InvalidInputError"),
      });

      assert.deepEqual([path.at(-2), typeof failure], ["Set aside", "string"]);
    });
  });

  it("copies cases to the second region, and takes the agent's image from that region's registry", async () => {
    const { resources } = await previewConfig(exampleConfig("agentic", "two-regions"));
    const of = (type: string) => resources.filter((resource) => resource.type === type);
    const [{ inputs: replication } = assert.fail("no replication"), ...others] = of(
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    );

    assert.deepEqual(others, []);
    assert.deepEqual(
      [replication.bucket, Object(replication.rules)[0].destination.bucket],
      ["claims-prod-cases-210987654321", "arn:aws:s3:::claims-prod-euc1-cases-210987654321"],
    );
    assert.deepEqual(
      of("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime").map(
        ({ inputs }) => Object(inputs.agentRuntimeArtifact).containerConfiguration.containerUri.split("@")[0],
      ),
      ["eu-west-1", "eu-central-1"].map((region) => `210987654321.dkr.ecr.${region}.amazonaws.com/claims-agent`),
    );
  });

  it("stands in a network and under a key of others: nothing is violated, and what cannot be seen is undetermined", async () => {
    for (const [example, compute] of [
      ["minimal", ["aws:bedrock/agentcoreHarness:AgentcoreHarness cases-agent-harness"]],
      [
        "production",
        [
          "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime claims-agent-runtime",
          "aws:lambda/function:Function claims-ask-function",
          "aws:lambda/function:Function claims-evaluation-evaluator-check-function",
        ],
      ],
    ] as const) {
      const own = exampleConfig("agentic", example);
      const { name } = Object(own["plinth:workload"]);
      const config = { ...own, "plinth:network": { existing: NETWORK_IDS }, "plinth:keyArn": keyFor(own) };
      const preview = await previewConfig(config);
      const tools = ["approval-decisions", "get-case", "propose", "resolve-case"].map(
        (tool) => `aws:lambda/function:Function ${name}-tools-${tool}-function`,
      );
      const unseen = ["inference-compute-has-no-internet-path", "vpc-endpoints-serve-the-workload"];

      assert.deepEqual(
        preview.resources.filter(({ type }) => type === "aws:ec2/vpc:Vpc"),
        [],
      );
      assert.deepEqual(
        findingsOf(config, preview).sort(),
        unseen.flatMap((rule) => [...compute, ...tools].map((one) => `${rule}: ${one}`)).sort(),
      );
    }
  });

  it("refuses to let policy alone decide for a regulated workload", async () => {
    const { error } = await build({ workload: { ...workload, regulated: true }, approval: "policy" });

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [["cases.approval", "policy"]],
    );
  });
});

describe("the configuration of agentic", () => {
  /** What the stack's configuration is refused for: path and what is allowed. */
  function refusals(change: Config, base = exampleConfig("agentic", "minimal")) {
    return refusalsOf({ ...base, ...change });
  }

  it("accepts its examples", () => {
    assert.deepEqual(refusals({}), []);
    assert.deepEqual(refusals({}, exampleConfig("agentic", "production")), []);
    assert.deepEqual(refusals({}, exampleConfig("agentic", "two-regions")), []);
  });

  it("refuses everything that is wrong, in one error", () => {
    assert.deepEqual(
      refusals({
        "plinth:agentImage": "agent:latest",
        "plinth:instructions": "",
        "plinth:bounds": { maxIterations: 1_000, maxTokens: 1 },
        "plinth:approval": "none",
        "plinth:reviewDays": 30,
        "plinth:reviewerPermissionSet": "a b",
        "plinth:memoryRetentionDays": 5_000,
      }),
      [
        ["plinth:agentImage", "an image of Amazon ECR by digest: <repository>@sha256:…"],
        ["plinth:instructions", "1 to 20000 characters"],
        ["plinth:bounds.maxIterations", "a whole number, 1 to 75"],
        ["plinth:bounds.maxTokens", "a whole number, 64 to 64000"],
        ["plinth:approval", "one of required, policy"],
        ["plinth:reviewDays", "1 to 14 whole days"],
        ["plinth:reviewerPermissionSet", "the name of a permission set"],
        ["plinth:memoryRetentionDays", "a whole number, 7 to 365"],
      ],
    );
  });

  it("refuses a regulated workload without approval", () => {
    const { "plinth:workload": least } = exampleConfig("agentic", "minimal");
    const regulated = { ...(least as object), regulated: true, classification: "confidential" };

    assert.deepEqual(refusals({ "plinth:workload": regulated, "plinth:approval": "policy" }), [
      ["plinth:approval", "required: a person decides about each action of a regulated workload"],
    ]);
  });
});
