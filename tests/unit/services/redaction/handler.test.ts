import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import { redactedRecord } from "@plinth/standards/events";
import { createHandler } from "../../../../services/redaction/handler";
import { textOfAnswer, textOfRequest } from "../../../../services/redaction/records";
import { readSettings } from "../../../../services/redaction/settings";
import { FakeBedrock } from "../fakes/bedrock";
import { CLIENT_CONFIG } from "../fakes/client-config";
import { logsOf } from "../fakes/logs";
import { FakeS3 } from "../fakes/s3";

const KEY = "invocations/AWSLogs/210987654321/BedrockModelInvocationLogs/eu-west-1/2026/11/22/18/a b.json.gz";
const environment = {
  WORKLOAD: "support",
  ENVIRONMENT: "prod",
  ACCOUNT_ID: "210987654321",
  GUARDRAIL_ID: "a1b2c3d4e5",
  GUARDRAIL_VERSION: "2",
};
const event = {
  Records: [{ s3: { bucket: { name: "raw" }, object: { key: encodeURIComponent(KEY).replaceAll("%20", "+") } } }],
};

function raw(question: string, answer: string) {
  return {
    schemaType: "ModelInvocationLog",
    timestamp: "2026-11-22T18:30:00Z",
    requestId: "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
    modelId: "anthropic.claude-sonnet-4-5",
    input: { inputBodyJson: { messages: [{ role: "user", content: [{ text: question }] }] } },
    output: { outputBodyJson: { output: { message: { role: "assistant", content: [{ text: answer }] } } } },
  };
}

const store = (...records: readonly unknown[]) =>
  gzipSync([...records.map((record) => JSON.stringify(record)), "permission check"].join("\n"));

describe("the redaction handler", () => {
  const fakeS3 = new FakeS3();
  const guardrail = new FakeBedrock();
  let s3: S3Client;
  let bedrock: BedrockRuntimeClient;
  before(async () => {
    s3 = new S3Client({ ...CLIENT_CONFIG, forcePathStyle: true, endpoint: await fakeS3.start() });
    bedrock = new BedrockRuntimeClient({ ...CLIENT_CONFIG, endpoint: await guardrail.start() });
  });
  after(() => {
    s3.destroy();
    bedrock.destroy();
    fakeS3.stop();
    guardrail.stop();
  });
  beforeEach(() => {
    guardrail.assessed.length = 0;
    guardrail.isGuardrailDown = false;
  });
  const run = () => logsOf(() => createHandler({ s3, bedrock }, readSettings(environment))(event));

  it("logs each record as the guardrail leaves it, and counts what was masked", async () => {
    fakeS3.fill("raw", { [KEY]: store(raw("I am a@example.com, not b@example.com", "Hello!")) });

    const [line] = await run();
    const { event: name, record } = Object(line);

    assert.equal(name, "redacted");
    assert.deepEqual(redactedRecord.parse(record), {
      version: 1,
      at: "2026-11-22T18:30:00.000Z",
      workload: "support",
      environment: "prod",
      requestId: "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
      modelId: "anthropic.claude-sonnet-4-5",
      prompt: "I am {EMAIL}, not {EMAIL}",
      completion: "Hello!",
      redactions: { EMAIL: 2 },
      source: { bucket: "raw", key: KEY },
    });
    assert.deepEqual(
      guardrail.assessed.map(({ path, source }) => [path, source]),
      [
        ["/guardrail/a1b2c3d4e5/version/2/apply", "INPUT"],
        ["/guardrail/a1b2c3d4e5/version/2/apply", "OUTPUT"],
      ],
    );
  });

  it("never logs what the guardrail has not seen: a failure is thrown, to be tried again", async () => {
    fakeS3.fill("raw", { [KEY]: store(raw("I am a@example.com", "Hello!")) });
    guardrail.isGuardrailDown = true;

    const lines = await logsOf(() =>
      assert.rejects(createHandler({ s3, bedrock }, readSettings(environment))(event), {
        name: "ServiceUnavailableException",
      }),
    );
    assert.deepEqual(lines, []);
  });

  it("keeps no more of a long text than was masked", async () => {
    fakeS3.fill("raw", { [KEY]: store(raw(`${"x".repeat(20_000)} a@example.com`, "")) });

    const [line] = await run();

    assert.equal(Object(line).record.prompt, "x".repeat(20_000));
    assert.equal(guardrail.assessed.length, 1);
  });

  it("refuses an environment that lacks variables, naming them all", () => {
    assert.throws(() => readSettings({ WORKLOAD: "support" }), {
      message: "environment: ENVIRONMENT, ACCOUNT_ID, GUARDRAIL_ID, GUARDRAIL_VERSION",
    });
  });

  it("finds text in the bodies of the models there are", () => {
    assert.equal(textOfRequest({ system: [{ text: "a" }], messages: [{ content: [{ text: "b" }] }] }), "a\nb");
    assert.equal(textOfRequest({ prompt: "a", max_tokens: 3, stop: ["x"] }), "a");
    assert.equal(textOfAnswer([{ delta: { text: "Hel" } }, { delta: { text: "lo" } }]), "Hello");
    assert.equal(textOfAnswer({ results: [{ outputText: "Hello" }] }), "Hello");
    assert.equal(textOfAnswer(undefined), "");
  });
});
