import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundle } from "../../../components/lambda/bundle";
import { FakeBedrock, FakeDynamodb } from "../../unit/services/fakes/fake-aws";

const BLUEPRINT = join(__dirname, "../../../blueprints/conversational");
const SERVER = join(BLUEPRINT, "server/index.ts");

describe("conversational bundle", () => {
  const bedrock = new FakeBedrock();
  const table = new FakeDynamodb();
  let server: ChildProcess;
  after(() => {
    server?.kill("SIGKILL");
    bedrock.stop();
    table.stop();
  });

  it("runs under plain Node.js, finishes an answer after SIGTERM, and exits cleanly", async function () {
    this.timeout(30_000);
    let go = () => {};
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    bedrock.answer({ pieces: ["Fourteen ", "days."], until });
    const bedrockUrl = await bedrock.start();
    server = spawn(process.execPath, [bundle(SERVER).file], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        NODE_NO_WARNINGS: "1",
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "example",
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockUrl,
        AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: bedrockUrl,
        AWS_ENDPOINT_URL_DYNAMODB: await table.start(),
        WORKLOAD: "assistant",
        ENVIRONMENT: "dev",
        MODELS: JSON.stringify([{ id: "sonnet", profileArn: "profile", promptCaching: false }]),
        GUARDRAIL_ID: "a1b2c3d4",
        GUARDRAIL_VERSION: "1",
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
      const said = JSON.parse(line);
      events.push(said.event);
      port ||= Number(said.port);
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

  it("has conversations from a function that wants its variables when it is first called", async () => {
    const { handler } = require(bundle(join(BLUEPRINT, "ask/index.ts")).file);

    assert.throws(() => handler({}, {}), { message: "environment: SERVICE_ADDRESS, SERVICE_NAME" });
  });
});
