import assert from "node:assert/strict";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandler, type SupportHandler } from "../../../../services/support/handler";
import { readSettings } from "../../../../services/support/settings";
import { FakeBedrock } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { captureLogs } from "../fakes/logs";
import { FakeS3 } from "../fakes/s3";

const SONNET = "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/sonnet";
const HAIKU = "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/haiku";

const environment = {
  WORKLOAD: "support",
  ENVIRONMENT: "prod",
  ACCOUNT_ID: "210987654321",
  MODELS: JSON.stringify([
    { id: "sonnet", profileArn: SONNET, promptCaching: true },
    { id: "haiku", profileArn: HAIKU, promptCaching: false },
  ]),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
  KNOWLEDGE_BUCKET: "knowledge",
  OUTPUT_BUCKET: "outputs",
  KEY_ARN: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  MODEL_TIMEOUT_SECONDS: "2",
};

const message = { messageId: "m-1", text: "Where is my order 4711? Call me: Ada Lovelace, +44 20 7946 0000." };

const answer = {
  category: "delivery",
  summary: "Asks where an order is.",
  reply: "Your order arrives within three days.",
  articles: ["delivery.md"],
  confidence: "high",
  needsHuman: false,
};

/** A minute, as Lambda would say at the start of an invocation. */
const context = { getRemainingTimeInMillis: () => 60_000 };

describe("customer-support handler", () => {
  const bedrock = new FakeBedrock();
  const s3 = new FakeS3();
  const clients: { destroy(): void }[] = [];
  const logs = captureLogs();
  let handle: SupportHandler;
  let fresh: (change?: Readonly<Record<string, string | undefined>>) => SupportHandler;

  before(async () => {
    const shared = { ...CLIENT_CONFIG, maxAttempts: 2 };
    const endpoint = await bedrock.start();
    const bedrockClient = new BedrockRuntimeClient({ ...shared, endpoint });
    const s3Client = new S3Client({ ...shared, endpoint: await s3.start() });
    const search = new BedrockAgentRuntimeClient({ ...shared, endpoint });
    clients.push(bedrockClient, s3Client, search);
    fresh = (change) =>
      createHandler({ bedrock: bedrockClient, s3: s3Client, search }, readSettings({ ...environment, ...change }));
  });

  after(() => {
    for (const client of clients) client.destroy();
    bedrock.stop();
    s3.stop();
  });

  beforeEach(() => {
    handle = fresh();
    s3.reset();
    s3.fill("knowledge", { "articles/delivery.md": "Orders arrive within three days." });
  });

  it("answers from the articles and keeps the record under the workload's key", async () => {
    bedrock.answer({ text: JSON.stringify(answer) });

    assert.deepEqual(await handle(message, context), {
      messageId: "m-1",
      modelId: "sonnet",
      outcome: "answered",
      answer,
    });
    assert.equal(s3.puts.length, 1);
    const [put] = s3.puts;
    const { at, ...record } = JSON.parse(put?.body ?? "");
    assert.equal(put?.path, `/outputs/answered/${at.slice(0, 10).replaceAll("-", "/")}/m-1.json`);
    assert.deepEqual(
      [
        put.headers["x-amz-server-side-encryption"],
        put.headers["x-amz-server-side-encryption-aws-kms-key-id"],
        put.headers["x-amz-expected-bucket-owner"],
      ],
      ["aws:kms", environment.KEY_ARN, "210987654321"],
    );
    assert.deepEqual(record, {
      version: 1,
      message,
      result: { outcome: "answered", answer },
      modelId: "sonnet",
      guardrail: "a1b2c3d4:3",
      inputTokens: 1200,
      outputTokens: 80,
    });
  });

  it("answers from the passages that a knowledge base finds, those of one article together", async () => {
    const searching = fresh({ KNOWLEDGE_BUCKET: undefined, KNOWLEDGE_BASE_ID: "ABCDEFGHIJ" });
    bedrock.passages = [
      { uri: "s3://knowledge/articles/delivery.md", text: "Orders arrive within three days." },
      { uri: "s3://knowledge/articles/refunds/euro.md", text: "Refunds take five days." },
      { uri: "s3://knowledge/articles/delivery.md", text: "Large ones take a week." },
    ];
    bedrock.answer({ text: JSON.stringify(answer) });

    assert.deepEqual(await searching(message, context), {
      messageId: "m-1",
      modelId: "sonnet",
      outcome: "answered",
      answer,
    });
    const told = JSON.stringify(bedrock.calls[0]?.body.system);
    assert.match(
      told,
      /<article id=\\"delivery.md\\">\\nOrders arrive within three days.\\n…\\nLarge ones take a week./,
    );
    assert.match(told, /<article id=\\"refunds\/euro.md\\">/);
    assert.equal(s3.lists, 0);
  });

  it("hands over what no passage of the knowledge base answers", async () => {
    bedrock.passages = [];
    bedrock.answer({ text: JSON.stringify(answer) });

    const reply = await fresh({ KNOWLEDGE_BUCKET: undefined, KNOWLEDGE_BASE_ID: "ABCDEFGHIJ" })(message, context);

    assert.deepEqual("outcome" in reply && reply.outcome === "handed-over" && reply.reason, "unfounded");
  });

  it("refuses to start without articles", () => {
    assert.throws(() => fresh({ KNOWLEDGE_BUCKET: undefined }), { message: "environment: KNOWLEDGE_BUCKET" });
  });

  it("asks for structured text with bounded tokens, the guardrail and what costs are told apart by", async () => {
    bedrock.answer({ text: JSON.stringify(answer) });
    await handle(message, context);

    assert.equal(bedrock.calls.length, 1);
    const [{ modelId, body } = { modelId: "", body: {} as Record<string, unknown> }] = bedrock.calls;
    const { system, ...rest } = body;
    assert.equal(modelId, SONNET);
    assert.deepEqual(rest, {
      messages: [{ role: "user", content: [{ text: message.text }] }],
      inferenceConfig: { maxTokens: 1024 },
      guardrailConfig: { guardrailIdentifier: "a1b2c3d4", guardrailVersion: "3", trace: "disabled" },
      requestMetadata: { workload: "support", environment: "prod", messageId: "m-1" },
      outputConfig: {
        textFormat: {
          type: "json_schema",
          structure: {
            jsonSchema: {
              name: "answer",
              schema: JSON.stringify({
                type: "object",
                properties: {
                  category: {
                    type: "string",
                    enum: ["account", "billing", "complaint", "delivery", "product", "other"],
                  },
                  summary: { type: "string" },
                  reply: { type: "string" },
                  articles: { type: "array", items: { type: "string" } },
                  confidence: { type: "string", enum: ["low", "medium", "high"] },
                  needsHuman: { type: "boolean" },
                },
                required: ["category", "summary", "reply", "articles", "confidence", "needsHuman"],
                additionalProperties: false,
              }),
            },
          },
        },
      },
    });
    const [instructions, cachePoint] = system as { text?: string }[];
    assert.match(
      instructions?.text ?? "",
      /<article id="delivery\.md">\nOrders arrive within three days\.\n<\/article>$/,
    );
    assert.deepEqual(cachePoint, { cachePoint: { type: "default" } });
  });

  const handovers = [
    [
      "the guardrail intervenes",
      { text: "This message cannot be processed.", stopReason: "guardrail_intervened" },
      "blocked",
    ],
    ["the model's own filter stops it", { text: "", stopReason: "content_filtered" }, "blocked"],
    ["the answer is cut off", { text: JSON.stringify(answer).slice(0, 40), stopReason: "max_tokens" }, "truncated"],
    ["the answer is not JSON", { text: "Gladly! Your order…" }, "malformed"],
    ["the answer lacks a member", { text: JSON.stringify({ ...answer, reply: undefined }) }, "malformed"],
    ["the answer has a member too many", { text: JSON.stringify({ ...answer, discount: 50 }) }, "malformed"],
    [
      "the reply is longer than allowed",
      { text: JSON.stringify({ ...answer, reply: "x".repeat(4_001) }) },
      "malformed",
    ],
    ["the model is not confident", { text: JSON.stringify({ ...answer, confidence: "low" }) }, "unsure"],
    ["the model says that a human should decide", { text: JSON.stringify({ ...answer, needsHuman: true }) }, "unsure"],
    ["the reply rests on no article", { text: JSON.stringify({ ...answer, articles: [] }) }, "unfounded"],
    [
      "the reply rests on an article that does not exist",
      { text: JSON.stringify({ ...answer, articles: ["x"] }) },
      "unfounded",
    ],
  ] as const;
  for (const [title, turn, reason] of handovers) {
    it(`hands over to a human when ${title}`, async () => {
      bedrock.answer(turn);
      const reply = await handle(message, context);

      assert.equal("outcome" in reply && reply.outcome, "handed-over");
      assert.equal("reason" in reply && reply.reason, reason);
      assert.match(s3.puts[0]?.path ?? "", /^\/outputs\/handed-over\/\d{4}\/\d\d\/\d\d\/m-1\.json$/);
    });
  }

  it("tries again, then asks the next model, when the first is throttled", async () => {
    const throttled = { error: "ThrottlingException", status: 429 };
    bedrock.answer(throttled, throttled, { text: JSON.stringify(answer) });
    const reply = await handle(message, context);

    assert.deepEqual(
      bedrock.calls.map(({ modelId }) => modelId),
      [SONNET, SONNET, HAIKU],
    );
    assert.equal("modelId" in reply && reply.modelId, "haiku");
  });

  it("gives up on a silent model in time to ask the next one", async () => {
    bedrock.answer({ silent: true }, { text: JSON.stringify(answer) });
    const reply = await handle(message, context);

    assert.equal("modelId" in reply && reply.modelId, "haiku");
  });

  it("fails, with no record, when every model is down", async () => {
    bedrock.answer({ error: "ServiceUnavailableException", status: 503 });

    await assert.rejects(handle(message, context), {
      name: "ModelError",
      message: "no model answered: sonnet ServiceUnavailableException, haiku ServiceUnavailableException",
    });
    assert.equal(s3.puts.length, 0);
  });

  it("refuses to ask another model when the first call was not permitted", async () => {
    bedrock.answer({ error: "AccessDeniedException", status: 403, message: `denied: ${message.text}` });

    await assert.rejects(handle(message, context), {
      name: "ModelError",
      message: "no model answered: sonnet AccessDeniedException",
    });
    assert.equal(bedrock.calls.length, 1);
  });

  it("asks no model when Lambda is about to stop it", async () => {
    bedrock.answer({ text: JSON.stringify(answer) });

    await assert.rejects(handle(message, { getRemainingTimeInMillis: () => 4_500 }), {
      name: "ModelError",
      message: "no model answered: no time left",
    });
    assert.equal(bedrock.calls.length, 0);
  });

  const malformed = [
    ["an empty text", { ...message, text: "" }, "text"],
    ["a text that is too long", { ...message, text: "x".repeat(8_001) }, "text"],
    ["an id that would leave its folder", { ...message, messageId: "../m" }, "messageId"],
    ["nothing", undefined, "body"],
    ["a member too many", { ...message, role: "admin" }, "body"],
  ] as const;
  for (const [title, event, member] of malformed) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(handle(event, context), {
        name: "InvalidMessageError",
        message: `not a customer message: ${member}`,
      });
    });
  }

  it("reports to SQS only the messages that failed", async () => {
    bedrock.answer({ text: JSON.stringify(answer) });
    const batch = {
      Records: [
        { messageId: "sqs-1", body: JSON.stringify(message) },
        { messageId: "sqs-2", body: "{" },
        { messageId: "sqs-3", body: JSON.stringify({ ...message, messageId: "m-3" }) },
      ],
    };

    assert.deepEqual(await handle(batch, context), { batchItemFailures: [{ itemIdentifier: "sqs-2" }] });
    assert.equal(s3.puts.length, 2);
  });

  it("reads the articles once for many messages, and whole ones only", async () => {
    s3.fill("knowledge", { "articles/long.md": "x".repeat(40_000), "articles/short.md": "Short." });
    bedrock.answer({ text: JSON.stringify({ ...answer, articles: ["long.md"] }) });
    await Promise.all([handle(message, context), handle(message, context)]);
    await handle(message, context);

    assert.equal(s3.lists, 1);
    assert.deepEqual(logs[0], { event: "knowledge-left-out", kept: 1, found: 2, more: false });
  });

  it("logs ids and counts, and nothing that a customer or a model wrote", async () => {
    bedrock.answer({ text: JSON.stringify(answer) }, { text: JSON.stringify({ ...answer, confidence: "low" }) });
    await handle(message, context);
    await handle({ Records: [{ messageId: "sqs-1", body: JSON.stringify(message) }] }, context);
    bedrock.answer({ error: "ValidationException", status: 400, message: `malformed: ${message.text}` });
    await handle({ Records: [{ messageId: "sqs-2", body: JSON.stringify(message) }] }, context);

    const [first] = logs as { durationMs?: number }[];
    assert.deepEqual(
      { ...first, durationMs: 0 },
      {
        event: "answered",
        messageId: "m-1",
        reason: undefined,
        modelId: "sonnet",
        inputTokens: 1200,
        outputTokens: 80,
        durationMs: 0,
      },
    );
    assert.deepEqual(logs[2], {
      event: "message-failed",
      sqsMessageId: "sqs-2",
      error: "ModelError: no model answered: sonnet ValidationException",
    });
    const lines = JSON.stringify(logs);
    for (const written of ["4711", "Lovelace", "7946", answer.reply, answer.summary]) {
      assert.equal(lines.includes(written), false, written);
    }
  });

  it("refuses an incomplete environment, naming every variable and no value", () => {
    const { GUARDRAIL_ID: _, ...rest } = environment;
    assert.throws(() => readSettings({ ...rest, MODELS: "[", MAX_TOKENS: "9000" }), {
      message: "environment: MODELS, GUARDRAIL_ID, MAX_TOKENS",
    });
  });
});
