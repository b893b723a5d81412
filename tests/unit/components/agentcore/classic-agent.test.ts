import assert from "node:assert/strict";
import { ClassicAgent, type ClassicAgentArgs } from "../../../../components/agentcore/classic-agent";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";
import { agentFixture, MODEL } from "./support/agent-fixture";

const INSTRUCTIONS = "You answer questions about cases from what the case says.";

function build(change: Partial<ClassicAgentArgs> = {}): ClassicAgent {
  const { key, models, functionOf } = agentFixture();
  const role = new WorkloadRole("classic", { workload, service: "bedrock" });
  models.grantInvoke(role);
  const agent = new ClassicAgent("assistant", {
    workload,
    role,
    models,
    model: MODEL,
    instructions: INSTRUCTIONS,
    key,
    actionGroups: [
      {
        name: "cases",
        description: "Cases of customers",
        handler: functionOf("cases"),
        functions: [
          { name: "get_case", description: "Reads a case", requireConfirmation: false },
          {
            name: "close_case",
            description: "Closes a case",
            parameters: { caseId: { type: "string", description: "Number of the case" } },
          },
        ],
      },
    ],
    ...change,
  });
  agent.grantInvoke(new WorkloadRole("caller", { workload, service: "lambda" }));
  return agent;
}

describe("ClassicAgent", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("carries the workload's guardrail and key, and ends idle sessions", () => {
    const agent = test.resources.only("aws:bedrock/agentAgent:AgentAgent")?.inputs;
    const guardrail = test.resources.only("aws:bedrock/guardrail:Guardrail")?.props;

    assert.deepEqual(
      [agent?.agentName, agent?.idleSessionTtlInSeconds, agent?.customerEncryptionKeyArn],
      ["support-prod-assistant", 600, test.resources.named("key-key")?.props.arn],
    );
    assert.deepEqual(agent?.guardrailConfigurations, [
      { guardrailIdentifier: guardrail?.guardrailId, guardrailVersion: "1" },
    ]);
  });

  it("has the user confirm each action that does more than read", () => {
    const group = test.resources.only("aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup")?.inputs;
    const { paths } = JSON.parse(String(Object(group?.apiSchema).payload));

    assert.deepEqual(
      Object.keys(paths).map((path) => [path, paths[path].post["x-requireConfirmation"]]),
      [
        ["/get_case", "DISABLED"],
        ["/close_case", "ENABLED"],
      ],
    );
    assert.deepEqual(paths["/close_case"].post.requestBody.content["application/json"].schema, {
      type: "object",
      properties: { caseId: { type: "string", description: "Number of the case" } },
      required: ["caseId"],
    });
  });

  it("lets Bedrock invoke the function for this agent alone", () => {
    const permission = test.resources.only("aws:lambda/permission:Permission")?.inputs;
    const agent = test.resources.only("aws:bedrock/agentAgent:AgentAgent")?.props;

    assert.deepEqual(
      [permission?.principal, permission?.sourceArn, permission?.sourceAccount],
      ["bedrock.amazonaws.com", agent?.agentArn, "210987654321"],
    );
  });

  it("lets its callers invoke what carries the workload's tags, and nothing near that", () => {
    const access = accessIn(test);
    const asked = {
      action: "bedrock:InvokeAgent",
      resource: "arn:aws:bedrock:eu-west-1:210987654321:agent-alias/ABCDEFGHIJ/KLMNOPQRST",
      context: { "aws:ResourceTag/workload": "support", "aws:ResourceTag/environment": "prod" },
    };

    assert.equal(access("caller-role", asked), "allowed");
    const misses = nearMisses(asked, ["bedrock:InvokeFlow", "bedrock:UpdateAgent", "bedrock:InvokeModel"]);
    const more = ["GetAgentMemory", "DeleteAgentMemory", "InvokeInlineAgent", "CreateAgentAlias", "PrepareAgent"].map(
      (action) => ({ ...asked, action: `bedrock:${action}` }),
    );
    for (const miss of [...misses, ...more]) assert.equal(access("caller-role", miss), "denied", JSON.stringify(miss));
    assert.ok(misses.length + more.length >= 20, `${misses.length + more.length} near misses`);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() => build({ model: "none", instructions: "Answer.", idleSeconds: 5 }));

    assert.deepEqual(
      error?.faults.map(({ path }) => path),
      ["assistant.model", "assistant.instructions", "assistant.idleSeconds"],
    );
  });
});
