import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { bundle } from "../../../components/lambda/bundle";
import { FakeBedrock } from "../../unit/services/fakes/bedrock";
import { FakeDynamodb } from "../../unit/services/fakes/dynamodb";
import { FakeS3 } from "../../unit/services/fakes/s3";

const SERVICES = join(__dirname, "../../../services");
const MODEL_VARIABLES = "WORKLOAD, ENVIRONMENT, MODELS, GUARDRAIL_ID, GUARDRAIL_VERSION";
const TOOL_VARIABLES = "WORKLOAD, ENVIRONMENT, ACCOUNT_ID, ACTION_LOG_BUCKET, ACTION_LOG_KEY_ARN";

/** The error of each service, by folder, with no variables but those that Lambda and AgentCore set. */
const ERRORS: Readonly<Record<string, string>> = {
  agent: `environment: ${MODEL_VARIABLES}, MAX_TOKENS, GATEWAY_URL, MEMORY_ID, INSTRUCTIONS, MAX_ITERATIONS, TIMEOUT_SECONDS`,
  "agent/ask": "environment: AGENT_RUNTIME_ARN, AGENT_ENDPOINT",
  approval: "not a decision: taskToken, decision, reviewer",
  chat: `environment: ${MODEL_VARIABLES}, SESSION_TABLE, SESSION_DAYS, KNOWLEDGE_BASE_ID`,
  "chat/ask": "environment: SERVICE_ADDRESS, SERVICE_NAME",
  drift: "environment: WORKLOAD, ENVIRONMENT, ACCOUNT_ID, RESULTS_BUCKET, CURRENT_DAYS, BASELINE_DAYS",
  evaluation:
    "environment: WORKLOAD, ENVIRONMENT, ACCOUNT_ID, TARGET_FUNCTION, GOLDEN_SET_BUCKET, GOLDEN_SET_PREFIX, RESULTS_BUCKET, RESULTS_KEY_ARN",
  extraction: `environment: ${MODEL_VARIABLES}, DOCUMENTS, FIELDS`,
  "pgvector-setup": "environment: CLUSTER_ARN, OWNER_SECRET_ARN, DATABASE, READER_SECRET, WRITER_SECRET, DIMENSIONS",
  redaction: "environment: WORKLOAD, ENVIRONMENT, ACCOUNT_ID, GUARDRAIL_ID, GUARDRAIL_VERSION",
  "search-setup": "environment: ENDPOINT, SERVICE",
  support: `environment: ${MODEL_VARIABLES}, ACCOUNT_ID, OUTPUT_BUCKET, KEY_ARN`,
  "tools/get-case": `environment: ${TOOL_VARIABLES}, CASES_BUCKET`,
  "tools/propose-resolution": `environment: ${TOOL_VARIABLES}, APPROVAL_STATE_MACHINE_ARN`,
  "tools/resolve-case": `environment: ${TOOL_VARIABLES}, OUTPUT_BUCKET, OUTPUT_KEY_ARN`,
};

/** Folders of services that have an entry. */
const FOUND = readdirSync(SERVICES, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(`${sep}index.ts`) && !path.includes("node_modules"))
  .map((path) => relative(".", dirname(path)).split(sep).join("/"))
  .sort();

/** What Lambda and AgentCore set. */
const RUNTIME = {
  NODE_NO_WARNINGS: "1",
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
};
const MODEL = {
  WORKLOAD: "assistant",
  ENVIRONMENT: "dev",
  MODELS: JSON.stringify([{ id: "sonnet", profileArn: "profile", promptCaching: false }]),
  GUARDRAIL_ID: "a1b2c3d4",
  GUARDRAIL_VERSION: "1",
};

describe("bundles of the services, under plain Node.js", () => {
  // No packages can be loaded from here, as in Lambda.
  const folder = mkdtempSync(join(tmpdir(), "plinth-bundles-"));
  const file = join(folder, "index.js");
  after(() => rmSync(folder, { recursive: true }));

  /** Bundles a service and copies the bundle away from all packages. */
  function prepare(service: string): void {
    copyFileSync(bundle(join(SERVICES, service, "index.ts")).file, file);
  }

  /** Output of a script in which `load()` loads the bundle. */
  async function run(script: string, env: Readonly<Record<string, string>>): Promise<string> {
    const source = `const load = () => require(${JSON.stringify(file)}); ${script}`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", source], { cwd: folder, env });
    return stdout;
  }

  it("have a row in the table of this test, one each", () => {
    assert.deepEqual(Object.keys(ERRORS).sort(), FOUND, "add the error of a new service to ERRORS");
  });

  for (const service of FOUND) {
    it(`${service} loads without packages, and names everything that is missing`, async () => {
      prepare(service);
      const error = await run(
        `const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 };
         (async () => load().handler({}, context))()
           .then(() => "no error", ({ message }) => message)
           .then((message) => process.stdout.write(message));`,
        RUNTIME,
      );

      assert.equal(error, ERRORS[service]);
    });
  }

  describe("support", () => {
    const bedrock = new FakeBedrock();
    const s3 = new FakeS3();
    after(() => {
      bedrock.stop();
      s3.stop();
    });

    it("answers a message with nothing but what Lambda sets", async () => {
      s3.fill("knowledge", { "articles/refunds.md": "Refunds take five days." });
      bedrock.answer({
        text: JSON.stringify({
          category: "billing",
          summary: "Asks for a refund.",
          reply: "Refunds take five days.",
          articles: ["refunds.md"],
          confidence: "high",
          needsHuman: false,
        }),
      });
      prepare("support");
      const reply = await run(
        `console.info = () => {};
         load().handler({ messageId: "m-1", text: "Refund?" }, { getRemainingTimeInMillis: () => 30_000 })
           .then((reply) => process.stdout.write(JSON.stringify(reply)), (error) => { throw error; })
           .finally(() => process.exit());`,
        {
          ...RUNTIME,
          ...MODEL,
          AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.start(),
          AWS_ENDPOINT_URL_S3: await s3.start(),
          ACCOUNT_ID: "210987654321",
          KNOWLEDGE_BUCKET: "knowledge",
          OUTPUT_BUCKET: "outputs",
          KEY_ARN: "key",
        },
      );

      const { outcome, messageId } = JSON.parse(reply);
      assert.deepEqual([outcome, messageId, s3.puts.length], ["answered", "m-1", 1]);
    });
  });

  describe("chat", () => {
    const bedrock = new FakeBedrock();
    const table = new FakeDynamodb();
    let server: ChildProcess;
    after(() => {
      server?.kill("SIGKILL");
      bedrock.stop();
      table.stop();
    });

    it("finishes an answer after SIGTERM, and exits cleanly", async () => {
      let go = () => {};
      const until = new Promise<void>((resolve) => {
        go = resolve;
      });
      bedrock.answer({ pieces: ["Fourteen ", "days."], until });
      const bedrockUrl = await bedrock.start();
      prepare("chat");
      server = spawn(process.execPath, [file], {
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          ...RUNTIME,
          ...MODEL,
          AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockUrl,
          AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: bedrockUrl,
          AWS_ENDPOINT_URL_DYNAMODB: await table.start(),
          KNOWLEDGE_BASE_ID: "ABCDEFGHIJ",
          SESSION_TABLE: "sessions",
          SESSION_DAYS: "30",
          PORT: "0",
        },
      });
      const events: string[] = [];
      let port = 0;
      assert.ok(server.stdout);
      const lines = createInterface(server.stdout);
      lines.on("line", (line) => {
        const logged = JSON.parse(line);
        events.push(logged.event);
        port ||= Number(logged.port);
      });
      await once(lines, "line");

      const sent = request({ port, path: "/v1/messages", method: "POST", host: "127.0.0.1", agent: false });
      sent.end(JSON.stringify({ userId: "ada", sessionId: "s-1", text: "How long?" }));
      const [response] = await once(sent, "response");
      server.kill("SIGTERM");
      await once(lines, "line");
      go();
      let text = "";
      for await (const chunk of response) text += chunk;
      const [code] = await once(server, "exit");

      assert.match(text, /event: done/);
      assert.deepEqual([code, events, table.items.length], [0, ["listening", "draining", "answered", "stopped"], 1]);
    });
  });
});
