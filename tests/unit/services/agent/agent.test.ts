import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { BedrockAgentCoreClient } from "@aws-sdk/client-bedrock-agentcore";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { Gateway } from "../../../../services/agent/gateway";
import { runTask } from "../../../../services/agent/loop";
import { createAgent } from "../../../../services/agent/server";
import { SessionMemory } from "../../../../services/agent/session-memory";
import { readSettings } from "../../../../services/agent/settings";
import { FakeBedrock, type Turn } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { FakeGateway } from "../fakes/gateway";
import { captureLogs } from "../fakes/logs";
import { FakeServer } from "../fakes/server";

const { region, credentials } = CLIENT_CONFIG;
const SESSION = "x-amzn-bedrock-agentcore-runtime-session-id";
const environment = {
  WORKLOAD: "cases",
  ENVIRONMENT: "dev",
  AWS_REGION: region,
  MODELS: JSON.stringify([{ id: "sonnet", profileArn: "profile", promptCaching: false }]),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "1",
  MEMORY_ID: "cases_dev_memory-0123456789",
  INSTRUCTIONS: "You work on cases.",
  MAX_ITERATIONS: "4",
  MAX_TOKENS: "300",
  TIMEOUT_SECONDS: "20",
};

/** A model that asks for a tool. */
function asks(name: string, caseId: string, id = "t1"): Turn {
  return {
    content: [{ text: "Let me see." }, { toolUse: { toolUseId: id, name, input: { caseId } } }],
    stopReason: "tool_use",
  };
}

describe("the agent of agentic", () => {
  const bedrock = new FakeBedrock();
  const gateway = new FakeGateway();
  const remembered: unknown[] = [];
  let memoryFails = false;
  const memory = new FakeServer(({ path, json }) => {
    if (memoryFails) return { status: 400, body: { message: "no" } };
    if (!path.endsWith("/events")) return { body: { events: remembered } };
    remembered.push({ ...json, eventTimestamp: Number(json.eventTimestamp) });
    return { status: 201, body: { event: json } };
  });
  const logs = captureLogs();
  let server: Server;
  let model: BedrockRuntimeClient;
  let gatewayUrl = "";
  let url = "";

  before(async () => {
    const endpoints = { bedrock: await bedrock.start(), memory: await memory.start() };
    gatewayUrl = `${await gateway.server.start()}/mcp`;
    model = new BedrockRuntimeClient({ ...CLIENT_CONFIG, endpoint: endpoints.bedrock });
    const settings = readSettings({ ...environment, GATEWAY_URL: gatewayUrl });
    server = createAgent(
      {
        bedrock: model,
        gateway: new Gateway(settings.GATEWAY_URL, region, credentials),
        memory: new SessionMemory(
          new BedrockAgentCoreClient({ ...CLIENT_CONFIG, endpoint: endpoints.memory }),
          settings.MEMORY_ID,
        ),
      },
      settings,
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    gateway.calls.length = 0;
    gateway.server.requests.length = 0;
    gateway.streams = false;
    gateway.broken = undefined;
    remembered.length = 0;
    memoryFails = false;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    bedrock.stop();
    memory.stop();
    gateway.server.stop();
  });

  async function invoke(body: unknown, headers: Record<string, string> = { [SESSION]: "s".repeat(40) }) {
    const response = await fetch(`${url}/invocations`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const ask = (prompt = "What about case 1042?") => invoke({ prompt, actorId: "ann" });
  const lastMessages = () => Object(bedrock.calls.at(-1)?.body).messages as { role: string; content: object[] }[];

  it("says whether it is busy, so that a working session is not taken for an idle one", async () => {
    const ping = async () => Object(await (await fetch(`${url}/ping`)).json());
    const idle = await ping();
    // A request whose body is still on its way.
    const slow = request(`${url}/invocations`, { method: "POST", headers: { [SESSION]: "s" } }).on("error", () => {});
    slow.write("{");
    let status = "";
    for (let tries = 0; tries < 100 && status !== "HealthyBusy"; tries += 1) status = (await ping()).status;
    slow.end("}");
    const [response] = await once(slow, "response");
    response.resume();
    await once(response, "end");

    assert.deepEqual([idle.status, Number.isInteger(idle.time_of_last_update)], ["Healthy", true]);
    assert.equal(status, "HealthyBusy");
    assert.equal((await ping()).status, "Healthy");
  });

  it("calls the tool that the model asks for, and answers with what the model makes of it", async () => {
    bedrock.answer(asks("get-case___get_case", "1042"), { text: "The customer wants a refund." });
    const { status, body } = await ask();

    assert.deepEqual(
      [status, body],
      [200, { response: "The customer wants a refund.", ending: "done", calls: ["get-case___get_case"] }],
    );
    assert.deepEqual(gateway.calls, [{ name: "get-case___get_case", input: { caseId: "1042" } }]);
    assert.deepEqual(lastMessages().at(-1)?.content, [
      { toolResult: { toolUseId: "t1", content: [{ text: '{"case":{"wants":"a refund"}}' }], status: "success" } },
    ]);
  });

  it("signs what it sends to the gateway, and shows the model each tool that it may call", async () => {
    bedrock.answer({ text: "Hello." });
    await ask();
    const [call] = gateway.server.requests;
    const { tools } = Object(bedrock.calls[0]?.body).toolConfig;

    assert.match(
      String(call?.headers.authorization),
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/bedrock-agentcore\/aws4_request, /,
    );
    assert.equal(call?.headers["mcp-protocol-version"], "2025-06-18");
    assert.deepEqual(
      tools.map(({ toolSpec }: { toolSpec: { name: string } }) => toolSpec.name),
      ["get-case___get_case", "resolve-case___resolve_case"],
    );
  });

  it("sends the guardrail and the ids of the workload with every call", async () => {
    bedrock.answer(asks("get-case___get_case", "1"), { text: "Done." });
    await ask();

    assert.equal(bedrock.calls.length, 2);
    for (const { body } of bedrock.calls) {
      assert.deepEqual(body.guardrailConfig, {
        guardrailIdentifier: "a1b2c3d4",
        guardrailVersion: "1",
        trace: "disabled",
      });
      assert.deepEqual(body.requestMetadata, { workload: "cases", environment: "dev", sessionId: "s".repeat(40) });
    }
  });

  it("understands a gateway that answers in events", async () => {
    gateway.streams = true;
    bedrock.answer(asks("get-case___get_case", "1042"), { text: "A refund." });

    assert.deepEqual((await ask()).body.calls, ["get-case___get_case"]);
  });

  it("tells the model that policy denied a call, and goes on without it", async () => {
    bedrock.answer(asks("resolve-case___resolve_case", "forbidden"), { text: "I may not do that." });
    const { body } = await ask();

    assert.equal(body.response, "I may not do that.");
    assert.deepEqual(lastMessages().at(-1)?.content, [
      { toolResult: { toolUseId: "t1", content: [{ text: "refused with code -32002" }], status: "error" } },
    ]);
  });

  it("calls no tool that the gateway did not show", async () => {
    bedrock.answer(asks("delete-case___delete_case", "1042"), { text: "I cannot." });
    const { body } = await ask();

    assert.deepEqual([body.calls, gateway.calls], [[], []]);
  });

  it("calls a few tools of one round, and no more", async () => {
    const uses = Array.from({ length: 7 }, (_, index) => ({
      toolUse: { toolUseId: `t${index}`, name: "get-case___get_case", input: { caseId: `${index}` } },
    }));
    bedrock.answer({ content: uses, stopReason: "tool_use" }, { text: "Enough." });
    await ask();

    assert.equal(gateway.calls.length, 5);
    assert.equal(lastMessages().at(-1)?.content.length, 7);
  });

  it("stops when its tokens are used up", async () => {
    // Each answer of the fake is 80 tokens of 300: after three rounds too few are left for another.
    bedrock.answer(asks("get-case___get_case", "1042"));
    const tokens = await ask();

    assert.deepEqual([tokens.body.ending, tokens.body.response, bedrock.calls.length], ["tokens", "Let me see.", 3]);
    assert.deepEqual(
      bedrock.calls.map(({ body }) => Object(body.inferenceConfig).maxTokens),
      [300, 220, 140],
    );
  });

  it("stops after its rounds, and when its time is over", async () => {
    bedrock.answer(asks("get-case___get_case", "1042"));
    const settings = readSettings({ ...environment, MAX_ITERATIONS: "2", GATEWAY_URL: gatewayUrl });
    const task = { history: [], prompt: "Again and again", sessionId: "s" };
    const services = { bedrock: model, gateway: new Gateway(gatewayUrl, region, credentials) };
    const rounds = await runTask(services, settings, { ...task, deadline: Date.now() + 60_000 });
    const late = await runTask(services, settings, { ...task, deadline: Date.now() + 1_900 });

    assert.deepEqual([rounds.ending, rounds.iterations, rounds.outputTokens], ["iterations", 2, 160]);
    assert.deepEqual([late.ending, late.iterations, late.text], ["time", 0, ""]);
  });

  it("says when the guardrail stopped it, and remembers nothing of that", async () => {
    bedrock.answer({ text: "Sorry.", stopReason: "guardrail_intervened" });
    const { body } = await ask();

    assert.deepEqual([body.ending, remembered], ["blocked", []]);
  });

  it("remembers what was said, and is reminded of it", async () => {
    bedrock.answer({ text: "A refund." });
    await ask("What does 1042 want?");
    await ask("And why?");

    assert.deepEqual(
      lastMessages().map(({ role, content }) => [role, content]),
      [
        ["user", [{ text: "What does 1042 want?" }]],
        ["assistant", [{ text: "A refund." }]],
        ["user", [{ text: "And why?" }]],
      ],
    );
    assert.deepEqual(
      (remembered as { actorId: string; sessionId: string }[]).map(({ actorId, sessionId }) => [actorId, sessionId]),
      Array.from({ length: 2 }, () => ["ann", "s".repeat(40)]),
    );
  });

  it("refuses what is no task, naming members and never their values", async () => {
    const wrong = await invoke({ prompt: "", actorId: "ann smith", secret: "x" });
    const nameless = await invoke({ prompt: "Hello", actorId: "ann" }, {});
    const elsewhere = await fetch(`${url}/other`);

    assert.deepEqual([wrong.status, wrong.body], [400, { error: "not a task: prompt, actorId, body" }]);
    assert.equal(nameless.status, 400);
    assert.equal(elsewhere.status, 404);
  });

  it("tells nothing of a failure but that it failed", async () => {
    bedrock.answer({ error: "AccessDeniedException", status: 403, message: "secret" });
    const refused = await ask();
    gateway.broken = { status: 500, body: "secret" };
    const broken = await ask();
    gateway.broken = { body: "secret" };
    const garbled = await ask();
    memoryFails = true;
    const forgetful = await ask();

    for (const { status, body } of [refused, broken, garbled, forgetful]) {
      assert.deepEqual([status, body], [500, { error: "the task failed" }]);
    }
    assert.deepEqual(
      logs.map((line) => Object(line).error),
      ["AccessDeniedException", "GatewayError", "GatewayError", "Unknown"],
    );
  });
});

describe("the agent's settings", () => {
  it("refuse to be without bounds, naming every variable that is missing", () => {
    const { MAX_ITERATIONS: _, MAX_TOKENS: __, TIMEOUT_SECONDS: ___, ...unbounded } = environment;

    assert.throws(() => readSettings({ ...unbounded, GATEWAY_URL: "nowhere" }), {
      message: "environment: MAX_TOKENS, GATEWAY_URL, MAX_ITERATIONS, TIMEOUT_SECONDS",
    });
  });
});
