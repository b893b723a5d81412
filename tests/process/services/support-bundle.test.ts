import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { bundle } from "../../../components/lambda/bundle";
import { FakeBedrock } from "../../unit/services/fakes/fake-bedrock";
import { FakeS3 } from "../../unit/services/fakes/fake-s3";

const HANDLER = join(__dirname, "../../../services/support/index.ts");

describe("customer-support bundle", () => {
  const bedrock = new FakeBedrock();
  const s3 = new FakeS3();
  after(() => {
    bedrock.stop();
    s3.stop();
  });

  it("loads and answers under plain Node.js, with nothing but what Lambda sets", async () => {
    s3.articles = { "articles/refunds.md": "Refunds take five days." };
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
    const { file } = bundle(HANDLER);
    const script = `
      const { handler } = require(${JSON.stringify(file)});
      handler({ messageId: "m-1", text: "Refund?" }, { getRemainingTimeInMillis: () => 30_000 })
        .then((reply) => process.stdout.write(JSON.stringify(reply)), (error) => { throw error; })
        .finally(() => process.exit());
      console.info = () => {};`;

    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
      cwd: dirname(file),
      env: {
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "example",
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.start(),
        AWS_ENDPOINT_URL_S3: await s3.start(),
        WORKLOAD: "support",
        ENVIRONMENT: "dev",
        ACCOUNT_ID: "210987654321",
        MODELS: JSON.stringify([{ id: "sonnet", profileArn: "profile", promptCaching: false }]),
        GUARDRAIL_ID: "a1b2c3d4",
        GUARDRAIL_VERSION: "1",
        KNOWLEDGE_BUCKET: "knowledge",
        OUTPUT_BUCKET: "outputs",
        KEY_ARN: "key",
      },
    });

    const { outcome, messageId } = JSON.parse(stdout);
    assert.deepEqual([outcome, messageId, s3.puts.length], ["answered", "m-1", 1]);
  });
});
