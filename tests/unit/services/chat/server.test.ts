import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Chat, createChat } from "../../../../services/chat/chat";
import { type ChatServer, createChatServer } from "../../../../services/chat/server";
import { readSettings } from "../../../../services/chat/settings";
import { FakeBedrock } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { FakeDynamodb } from "../fakes/dynamodb";
import { captureLogs } from "../fakes/logs";

const environment = {
  WORKLOAD: "assistant",
  ENVIRONMENT: "prod",
  MODELS: JSON.stringify([
    { id: "sonnet", profileArn: "sonnet-profile", promptCaching: true },
    { id: "haiku", profileArn: "haiku-profile", promptCaching: false },
  ]),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
  SESSION_TABLE: "sessions",
  SESSION_DAYS: "90",
  KNOWLEDGE_BASE_ID: "ABCDEFGHIJ",
  MODEL_TIMEOUT_SECONDS: "1",
  DRAIN_SECONDS: "1",
};

const question = { userId: "ada", sessionId: "s-1", text: "How long do refunds take?" };
const passages = [{ uri: "s3://articles/refunds.md", text: "Refunds take fourteen days." }];

interface Answered {
  readonly status: number;
  readonly events: readonly (readonly [event: string, data: Record<string, unknown>])[];
  readonly body: string;
}

describe("conversational server", () => {
  const bedrock = new FakeBedrock();
  const table = new FakeDynamodb();
  const clients: { destroy(): void }[] = [];
  const logs = captureLogs();
  let chat: Chat;
  let server: ChatServer;
  let port: number;

  before(async () => {
    const bedrockUrl = await bedrock.start();
    const services = {
      bedrock: new BedrockRuntimeClient({ ...CLIENT_CONFIG, endpoint: bedrockUrl }),
      knowledge: new BedrockAgentRuntimeClient({ ...CLIENT_CONFIG, endpoint: bedrockUrl }),
      dynamodb: new DynamoDBClient({ ...CLIENT_CONFIG, endpoint: await table.start() }),
    };
    clients.push(...Object.values(services));
    chat = createChat(services, readSettings(environment));
  });
  after(() => {
    for (const client of clients) client.destroy();
    bedrock.stop();
    table.stop();
  });

  beforeEach(async () => {
    table.items.length = 0;
    bedrock.passages = passages;
    bedrock.answer();
    server = createChatServer(chat, readSettings(environment));
    server.http.listen(0, "127.0.0.1");
    await once(server.http, "listening");
    port = (server.http.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.http.closeAllConnections();
    if (server.http.listening) await new Promise((resolve) => server.http.close(resolve));
  });

  async function ask(body: string, path = "/v1/messages", method = "POST"): Promise<Answered> {
    const sent = request({ port, path, method, host: "127.0.0.1", agent: false });
    sent.end(body);
    const [response] = await once(sent, "response");
    let text = "";
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode, events: eventsIn(text), body: text };
  }
  const say = (change: Partial<typeof question> = {}) => ask(JSON.stringify({ ...question, ...change }));

  it("streams an answer that rests on the workload's documents, and says which", async () => {
    bedrock.answer({ pieces: ["Refunds take ", "fourteen days."] });
    const { status, events } = await say();
    const [call] = bedrock.calls;

    assert.equal(status, 200);
    assert.deepEqual(
      events.map(([event, data]) => [event, data.text ?? [data.stopReason, data.sources]]),
      [
        ["delta", "Refunds take "],
        ["delta", "fourteen days."],
        ["done", ["end_turn", ["s3://articles/refunds.md"]]],
      ],
    );
    assert.equal(call?.path, "/model/sonnet-profile/converse-stream");
    assert.deepEqual(call?.body.guardrailConfig, {
      guardrailIdentifier: "a1b2c3d4",
      guardrailVersion: "3",
      streamProcessingMode: "sync",
      trace: "disabled",
    });
    assert.match(JSON.stringify(call?.body.system), /Refunds take fourteen days\./);
    assert.deepEqual(call?.body.messages, [{ role: "user", content: [{ text: question.text }] }]);
    assert.deepEqual(call?.body.inferenceConfig, { maxTokens: 1024 });
  });

  it("remembers a conversation, and tells nobody else's", async () => {
    bedrock.answer({ pieces: ["Fourteen days."] }, { pieces: ["As I said."] }, { pieces: ["Hello."] });
    await say();
    await say({ text: "Really?" });
    await say({ userId: "eve", text: "What was said?" });
    const messagesOf = (index: number) =>
      Array.from(Object(bedrock.calls[index]?.body.messages), (message) => {
        const { role, content } = Object(message);
        return [role, content[0].text];
      });

    assert.deepEqual(messagesOf(1), [
      ["user", question.text],
      ["assistant", "Fourteen days."],
      ["user", "Really?"],
    ]);
    assert.deepEqual(messagesOf(2), [["user", "What was said?"]]);
    const [item] = table.items;
    const lifetime = Number(item?.expiresAt?.N) - Number(item?.turn?.N) / 1_000;
    assert.deepEqual(
      [item?.session, item?.question, item?.answer, Math.round(lifetime / 86_400)],
      [{ S: "ada/s-1" }, { S: question.text }, { S: "Fourteen days." }, 90],
    );
  });

  it("forgets what the guardrail stopped", async () => {
    bedrock.answer({ pieces: ["I cannot help with that."], stopReason: "guardrail_intervened" });
    const { events } = await say();

    assert.deepEqual(events.at(-1)?.[1].stopReason, "guardrail_intervened");
    assert.deepEqual(table.items, []);
  });

  it("asks the next model when one is throttled, and when one is silent", async () => {
    for (const failure of [{ error: "ThrottlingException", status: 429 }, { silent: true as const }]) {
      bedrock.answer(failure, { pieces: ["Fourteen days."] });
      const { status, events } = await say();

      assert.deepEqual([status, events[0]], [200, ["delta", { text: "Fourteen days." }]]);
      assert.deepEqual(
        bedrock.calls.map(({ path }) => path),
        ["/model/sonnet-profile/converse-stream", "/model/haiku-profile/converse-stream"],
      );
    }
  });

  it("says that it broke off when a model fails in the middle, and asks no other", async () => {
    bedrock.answer({ pieces: ["Refunds ", "take "], breaks: "modelStreamErrorException" });
    const { status, events } = await say();

    assert.equal(status, 200);
    assert.deepEqual(events.at(-1), ["error", { error: "unavailable" }]);
    assert.equal(bedrock.calls.length, 1);
    assert.deepEqual(table.items, []);
  });

  it("answers 503 and no stream when no model answers, and logs nothing that was said", async () => {
    bedrock.answer({ error: "AccessDeniedException", status: 403 });
    const { status, body } = await say();

    assert.deepEqual([status, JSON.parse(body)], [503, { error: "unavailable" }]);
    assert.deepEqual(logs, [{ event: "message-failed", error: "no model answered: sonnet AccessDeniedException" }]);
  });

  it("refuses what is no message, naming members and not their values", async () => {
    const answers = [
      await ask("{"),
      await ask(JSON.stringify({ ...question, userId: "ada/../eve", text: "", admin: true })),
      await ask(JSON.stringify({ ...question, text: "a".repeat(70_000) })),
      await ask("", "/v1/sessions", "GET"),
    ];

    assert.deepEqual(
      answers.map(({ status, body }) => [status, JSON.parse(body)]),
      [
        [400, { error: "invalid", members: ["body"] }],
        [400, { error: "invalid", members: ["userId", "text", "body"] }],
        [413, { error: "too-long" }],
        [404, { error: "not-found" }],
      ],
    );
    assert.deepEqual(bedrock.calls, []);
  });

  it("finishes an answer while it drains, and takes nothing new", async () => {
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    bedrock.answer({ pieces: ["Fourteen ", "days."], until });
    const sent = request({ port, path: "/v1/messages", method: "POST", host: "127.0.0.1" });
    sent.end(JSON.stringify(question));
    const [response] = await once(sent, "response");
    const healthy = await ask("", "/healthz", "GET");

    let stopped = false;
    const drained = server.drain().then(() => {
      stopped = true;
    });
    await assert.rejects(ask("", "/healthz", "GET"), { code: "ECONNREFUSED" });
    assert.deepEqual([healthy.status, stopped], [200, false]);
    go();
    let text = "";
    for await (const chunk of response) text += chunk;
    await drained;

    assert.deepEqual(
      eventsIn(text).map(([event, data]) => data.text ?? event),
      ["Fourteen ", "days.", "done"],
    );
  });

  it("cuts off what has not ended when the time to drain is over", async () => {
    bedrock.answer({ pieces: ["Fourteen ", "days."], until: new Promise(() => {}) });
    server.http.close();
    server = createChatServer(chat, { DRAIN_SECONDS: 0.05, IDLE_SECONDS: 120 });
    server.http.listen(0, "127.0.0.1");
    await once(server.http, "listening");
    port = (server.http.address() as AddressInfo).port;
    const answer = say();
    while (bedrock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.drain();
    const { events } = await answer;

    assert.deepEqual(events.at(-1), ["error", { error: "unavailable" }]);
    assert.deepEqual(table.items, []);
  });

  it("refuses to start without its settings, naming all that are missing", () => {
    assert.throws(() => readSettings({ ...environment, SESSION_TABLE: undefined, PASSAGES: "0" }), {
      message: "environment: SESSION_TABLE, PASSAGES",
    });
  });
});

function eventsIn(text: string): Answered["events"] {
  return [...text.matchAll(/^event: (.+)\ndata: (.+)$/gm)].map(([, event = "", data = ""]) => [
    event,
    JSON.parse(data),
  ]);
}
