import assert from "node:assert/strict";
import { BedrockAgentCoreClient } from "@aws-sdk/client-bedrock-agentcore";
import { createHandler } from "../../../../services/agent/ask/handler";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { FakeServer } from "../fakes/server";

const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 };

describe("the function that asks the agent", () => {
  const agent = new FakeServer(() => ({ body: { response: "A refund.", ending: "done", calls: [] } }));
  let ask: ReturnType<typeof createHandler>;
  before(async () => {
    const client = new BedrockAgentCoreClient({ ...CLIENT_CONFIG, endpoint: await agent.start() });
    ask = createHandler(client, {
      AGENT_RUNTIME_ARN: "arn:aws:bedrock-agentcore:eu-west-1:210987654321:runtime/a-1",
      AGENT_ENDPOINT: "live",
    });
  });
  after(() => agent.stop());

  it("hands a question to the agent and its answer back, a session for each person", async () => {
    const question = { prompt: "What about 1042?", actorId: "ann", sessionId: "s1" };

    assert.deepEqual(await ask(question, context), { response: "A refund.", ending: "done", calls: [] });
    await ask({ ...question, actorId: "bob" }, context);
    await ask({ prompt: "And?", actorId: "ann" }, context);
    const sessions = agent.requests.map(({ headers }) => headers["x-amzn-bedrock-agentcore-runtime-session-id"]);
    assert.equal(new Set(sessions).size, 3);
    for (const session of sessions) assert.match(String(session), /^[0-9a-f]{64}$/);
    assert.deepEqual(agent.requests[0]?.json, { prompt: "What about 1042?", actorId: "ann" });
  });

  it("refuses a question without a person", async () => {
    await assert.rejects(ask({ prompt: "Hello" }, context), { message: "not an input of this tool: actorId" });
  });
});
