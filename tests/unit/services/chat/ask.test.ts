import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { goldenCase } from "@plinth/standards/events";
import { createHandler } from "../../../../services/chat/ask/handler";
import { createChat } from "../../../../services/chat/chat";
import { createChatServer } from "../../../../services/chat/server";
import { readSettings } from "../../../../services/chat/settings";
import { scoreOf } from "../../../../services/evaluation/score";
import { FakeBedrock } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { FakeDynamodb } from "../fakes/dynamodb";
import { captureLogs } from "../fakes/logs";

const settings = readSettings({
  WORKLOAD: "assistant",
  ENVIRONMENT: "prod",
  MODELS: JSON.stringify([{ id: "sonnet", profileArn: "sonnet-profile", promptCaching: true }]),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
  SESSION_TABLE: "sessions",
  SESSION_DAYS: "90",
  KNOWLEDGE_BASE_ID: "ABCDEFGHIJ",
});
const context = { awsRequestId: "8a1f0c2e-0000-4000-8000-000000000001", getRemainingTimeInMillis: () => 60_000 };

/** Of `assistant.example.com`, signed by itself, for these tests alone. */
const [cert, key] = ["certificate.pem", "key.pem"].map((file) =>
  readFileSync(join(__dirname, "../../../fixtures/tls", file)),
);

describe("conversational ask", () => {
  const bedrock = new FakeBedrock();
  const table = new FakeDynamodb();
  const clients: { destroy(): void }[] = [];
  const balancer = createServer({ cert, key });
  let port = 0;

  before(async () => {
    const endpoint = await bedrock.start();
    const services = {
      bedrock: new BedrockRuntimeClient({ ...CLIENT_CONFIG, endpoint }),
      knowledge: new BedrockAgentRuntimeClient({ ...CLIENT_CONFIG, endpoint }),
      dynamodb: new DynamoDBClient({ ...CLIENT_CONFIG, endpoint: await table.start() }),
    };
    clients.push(...Object.values(services));
    const { http } = createChatServer(createChat(services, settings), settings);
    balancer.on("request", (request, response) => http.emit("request", request, response));
    balancer.listen(0, "127.0.0.1");
    await once(balancer, "listening");
    port = (balancer.address() as AddressInfo).port;
  });
  after(() => {
    for (const client of clients) client.destroy();
    bedrock.stop();
    table.stop();
    balancer.closeAllConnections();
    balancer.close();
  });
  captureLogs();
  beforeEach(() => {
    table.items.length = 0;
    bedrock.passages = [{ uri: "s3://documents/refunds.md", text: "Refunds take fourteen days." }];
  });

  const ask = (event: unknown, SERVICE_NAME = "assistant.example.com") =>
    createHandler({ SERVICE_ADDRESS: "127.0.0.1", SERVICE_NAME }, { ca: cert, port })(event, context);

  it("has a conversation of several turns in a session of its own, and gives the last answer whole", async () => {
    bedrock.answer({ pieces: ["Fourteen ", "days."] }, { pieces: ["For shoes ", "as well."] });
    const answer = await ask({ turns: ["How long do refunds take?", "And for shoes?"] });

    assert.deepEqual(answer, {
      text: "For shoes as well.",
      stopReason: "end_turn",
      sources: ["s3://documents/refunds.md"],
    });
    assert.deepEqual(
      table.items.map(({ session, question }) => [session?.S, question?.S]),
      [
        [`golden/${context.awsRequestId}`, "How long do refunds take?"],
        [`golden/${context.awsRequestId}`, "And for shoes?"],
      ],
    );
    assert.equal(Array.from(Object(bedrock.calls[1]?.body.messages)).length, 3);
  });

  it("gives what an evaluation can judge: the answer and the documents it rests on", async () => {
    bedrock.answer({ pieces: ["Fourteen days."] });
    const answer = await ask({ turns: ["How long do refunds take?"] });

    const says = { contains: ["fourteen days", "refunds.md"], excludes: ["thirty"] };
    assert.equal(scoreOf(goldenCase.parse({ id: "refunds", input: {}, ...says }), JSON.stringify(answer)), 1);
  });

  it("fails when no model answers, and when an answer breaks off", async () => {
    for (const [turn, message] of [
      [{ error: "AccessDeniedException", status: 403 }, "the assistant answered 503"],
      [{ pieces: ["Fourteen ", "days."], breaks: "modelStreamErrorException" }, "the assistant's answer broke off"],
    ] as const) {
      bedrock.answer(turn);
      await assert.rejects(ask({ turns: ["How long?"] }), { message });
    }
  });

  it("refuses a balancer whose certificate is for another name", async () => {
    await assert.rejects(ask({ turns: ["How long?"] }, "assistant.example.org"), {
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
  });

  it("refuses what is no conversation", async () => {
    for (const event of [
      {},
      { turns: [] },
      { turns: ["a", "b", "c", "d", "e", "f"] },
      { turns: ["a"], userId: "ada" },
    ]) {
      await assert.rejects(ask(event), { message: "not a conversation: turns" });
    }
  });
});
