import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { bundle } from "../../../components/lambda/bundle";

/** What a handler says of an event that it cannot take, under plain Node.js with nothing but what Lambda sets. */
async function refusalOf(entry: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const { file } = bundle(join(__dirname, "../../..", entry));
  const script = `
    const { handler } = require(${JSON.stringify(file)});
    Promise.resolve().then(() => handler({}, { getRemainingTimeInMillis: () => 30_000 }))
      .then(() => "none", ({ name, message }) => name + ": " + message.slice(0, 100))
      .then((said) => process.stdout.write(said));`;
  const env = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", ...environment };
  return (await promisify(execFile)(process.execPath, ["-e", script], { cwd: dirname(file), env })).stdout;
}

describe("the bundles of document-processing", () => {
  it("load under plain Node.js, and refuse what is no request and an environment that is not whole", async () => {
    assert.equal(
      await refusalOf("services/approval/index.ts", {}),
      "InvalidDecisionError: not a decision: taskToken, decision, reviewer",
    );
    assert.equal(
      await refusalOf("blueprints/document-processing/handler/index.ts", { WORKLOAD: "invoices", ENVIRONMENT: "prod" }),
      "Error: environment: MODELS, GUARDRAIL_ID, GUARDRAIL_VERSION, DOCUMENTS, FIELDS",
    );
  });
});
