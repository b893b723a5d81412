import assert from "node:assert/strict";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { TextractClient } from "@aws-sdk/client-textract";
import { createHandler, type ExtractionHandler } from "../../../../services/extraction/handler";
import { readSettings } from "../../../../services/extraction/settings";
import { FakeBedrock } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { captureLogs } from "../fakes/logs";
import { FakeTextract } from "../fakes/textract";

const environment = {
  WORKLOAD: "invoices",
  ENVIRONMENT: "prod",
  MODELS: JSON.stringify([
    {
      id: "sonnet",
      profileArn: "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/s",
      promptCaching: true,
    },
    {
      id: "haiku",
      profileArn: "arn:aws:bedrock:eu-west-1:210987654321:application-inference-profile/h",
      promptCaching: false,
    },
  ]),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "3",
  DOCUMENTS: "supplier invoices",
  FIELDS: JSON.stringify({ number: "text", issuedOn: "date", total: "number", paid: "boolean" }),
  MODEL_TIMEOUT_SECONDS: "2",
};

const field = (value: unknown, quote: string | null, confidence = "high") => ({ value, quote, confidence });
const fields = {
  number: field("R-4711", "Invoice R-4711"),
  issuedOn: field("2026-11-02", "2 November 2026"),
  total: field(119, "Total 119,00 EUR"),
  paid: field(true, "PAID"),
};
const reading = (change: object = {}, expected = true) =>
  JSON.stringify({ expected, fields: { ...fields, ...change } });

const context = { getRemainingTimeInMillis: () => 60_000 };
const event = { documentId: "execution-1", jobId: "job-1" };

describe("document-processing handler", () => {
  const bedrock = new FakeBedrock();
  const textract = new FakeTextract();
  const clients: { destroy(): void }[] = [];
  const logs = captureLogs();
  let handle: ExtractionHandler;

  before(async () => {
    const services = {
      bedrock: new BedrockRuntimeClient({ ...CLIENT_CONFIG, endpoint: await bedrock.start() }),
      textract: new TextractClient({ ...CLIENT_CONFIG, endpoint: await textract.start() }),
    };
    clients.push(services.bedrock, services.textract);
    handle = createHandler(services, readSettings(environment));
  });

  after(() => {
    for (const client of clients) client.destroy();
    bedrock.stop();
    textract.stop();
  });

  beforeEach(() => {
    textract.requests.length = 0;
    textract.results = [
      [
        ["Invoice  R-4711", 99.5],
        ["2 November 2026", 99.1],
      ],
      [
        ["Total 119,00 EUR", 98.7],
        ["paid", 97.2],
      ],
    ];
  });

  it("takes what the document's own words say", async () => {
    bedrock.answer({ text: reading() });
    const { at, ...extraction } = await handle(event, context);

    assert.match(at, /^\d{4}-\d{2}-\d{2}T/);
    assert.deepEqual(extraction, {
      version: 1,
      outcome: "sure",
      doubts: [],
      fields,
      pages: 2,
      modelId: "sonnet",
      guardrail: "a1b2c3d4:3",
      inputTokens: 1200,
      outputTokens: 80,
    });
    assert.deepEqual(
      textract.requests.map(({ target, JobId, NextToken }) => [target, JobId, NextToken]),
      [
        ["Textract.GetDocumentTextDetection", "job-1", undefined],
        ["Textract.GetDocumentTextDetection", "job-1", "1"],
      ],
    );
  });

  it("asks for the fields as structured output, with the guardrail and the document as the user's text", async () => {
    bedrock.answer({ text: reading() });
    await handle(event, context);
    const { body } = bedrock.calls[0] ?? assert.fail("no call");
    const schema = JSON.parse(Object(body.outputConfig).textFormat.structure.jsonSchema.schema);

    assert.deepEqual(Object.keys(schema.properties.fields.properties), ["number", "issuedOn", "total", "paid"]);
    assert.equal(JSON.stringify(schema).includes("pattern"), false);
    assert.deepEqual(Object(body.messages)[0].content, [
      { text: "Invoice  R-4711\n2 November 2026\nTotal 119,00 EUR\npaid" },
    ]);
    assert.deepEqual(body.guardrailConfig, {
      guardrailIdentifier: "a1b2c3d4",
      guardrailVersion: "3",
      trace: "disabled",
    });
    assert.deepEqual(body.requestMetadata, {
      workload: "invoices",
      environment: "prod",
      documentId: "execution-1",
    });
  });

  for (const [title, change, doubt] of [
    ["is missing", { total: field(null, null, "low") }, "missing: total"],
    ["the model is not sure of", { total: field(119, "Total 119,00 EUR", "medium") }, "unsure: total"],
    ["is quoted from nowhere", { total: field(200, "Total 200,00 EUR") }, "unfounded: total"],
    ["is not quoted", { total: field(119, null) }, "unfounded: total"],
    ["is quoted as nothing", { total: field(119, "  ") }, "unfounded: total"],
  ] as const) {
    it(`has a person look at a field that ${title}`, async () => {
      bedrock.answer({ text: reading(change) });
      const { outcome, doubts } = await handle(event, context);

      assert.deepEqual([outcome, doubts], ["unsure", [doubt]]);
    });
  }

  it("has a person look at what was hard to read, or is something else", async () => {
    textract.results = [
      [
        ["Invoice R-4711 2 November 2026 PAID", 99],
        ["Total 119,00 EUR", 62],
      ],
    ];
    bedrock.answer({ text: reading({}, false) });

    assert.deepEqual((await handle(event, context)).doubts, ["unexpected", "illegible: total"]);
  });

  for (const [title, turn, doubt] of [
    ["the guardrail stops", { text: "", stopReason: "guardrail_intervened" }, "blocked"],
    ["is cut off", { text: "{", stopReason: "max_tokens" }, "truncated"],
    ["is not what was asked for", { text: reading({ issuedOn: field("02.11.2026", "2 November 2026") }) }, "malformed"],
    ["is no JSON", { text: "Total: 119" }, "malformed"],
  ] as const) {
    it(`has a person look at a document whose reading ${title}`, async () => {
      bedrock.answer(turn);
      const { outcome, doubts, fields } = await handle(event, context);

      assert.deepEqual([outcome, doubts, fields], ["unsure", [doubt], {}]);
    });
  }

  it("asks no model about a document without text, or with too much", async () => {
    bedrock.answer({ text: reading() });
    textract.results = [[]];
    const empty = await handle(event, context);
    textract.results = [[["x".repeat(50_000), 99]], [["y".repeat(50_000), 99]]];
    const long = await handle(event, context);

    assert.deepEqual([empty.doubts, long.doubts], [["no-text"], ["too-long"]]);
    assert.deepEqual([empty.modelId, bedrock.calls.length], [null, 0]);
  });

  it("reads a golden document by its text, as it reads what Textract has read", async () => {
    bedrock.answer({ text: reading() }, { text: reading() });
    const lines = ["Invoice  R-4711", "2 November 2026", "", "Total 119,00 EUR", "paid"];
    const golden = await handle({ documentId: "golden-1", text: lines.join("\n") }, context);
    const asked = textract.requests.length;
    const read = await handle(event, context);

    assert.deepEqual([golden.outcome, golden.doubts, golden.fields, golden.pages], ["sure", [], read.fields, 1]);
    assert.deepEqual([asked, Object(bedrock.calls[0]?.body).messages], [0, Object(bedrock.calls[1]?.body).messages]);
  });

  it("refuses what is neither a job nor a text", async () => {
    bedrock.answer({ text: reading() });
    for (const refused of [{}, { documentId: "a" }, { documentId: "a", text: "" }, { ...event, text: "b" }])
      await assert.rejects(handle(refused, context));
    assert.equal(bedrock.calls.length, 0);
  });

  it("asks the next model when one is throttled, and fails when none answers", async () => {
    bedrock.answer({ error: "ThrottlingException", status: 429 }, { text: reading() });
    assert.equal((await handle(event, context)).modelId, "haiku");

    bedrock.answer({ error: "ThrottlingException", status: 429 });
    await assert.rejects(handle(event, context), {
      name: "ModelError",
      message: "no model answered: sonnet ThrottlingException, haiku ThrottlingException",
    });
  });

  it("logs ids, counts and names of fields, and nothing that a document says", async () => {
    bedrock.answer({ text: reading({ total: field(200, "Total 200,00 EUR") }) });
    await handle(event, context);
    const [line] = logs as Record<string, unknown>[];

    assert.deepEqual([line?.event, line?.documentId, line?.doubts], ["unsure", "execution-1", "unfounded: total"]);
    assert.equal(/R-4711|119|200,00/.test(JSON.stringify(logs)), false);
  });

  it("refuses an environment that is not whole, naming variables only", () => {
    assert.throws(() => readSettings({ ...environment, FIELDS: '{"a b":"text"}', DOCUMENTS: "" }), {
      message: "environment: DOCUMENTS, FIELDS",
    });
  });
});
