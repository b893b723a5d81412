import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { bundle } from "../../../components/lambda/bundle";

const BLUEPRINT = join(__dirname, "../../../blueprints/agentic");

/** What a bundle says when plain Node.js runs `script` with it as `made`. */
async function run(entry: string, script: string): Promise<string> {
  const { file } = bundle(join(BLUEPRINT, entry));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["-e", `const load = () => require(${JSON.stringify(file)}); ${script}`],
    { cwd: dirname(file), env: { AWS_REGION: "eu-west-1" } },
  );
  return stdout;
}

describe("agentic bundles", () => {
  for (const entry of ["ask/index.ts", "tools/get-case.ts", "tools/propose-resolution.ts", "tools/resolve-case.ts"]) {
    it(`${entry} loads under plain Node.js, and wants its variables when it is first called`, async () => {
      const said = await run(
        entry,
        "try { load().handler({}, {}); } catch (error) { process.stdout.write(error.message.slice(0, 12)); }",
      );

      assert.equal(said, "environment:");
    });
  }

  it("agent/index.ts loads under plain Node.js, and wants its variables before it listens", async () => {
    const said = await run("agent/index.ts", "try { load(); } catch (error) { process.stdout.write(error.message); }");

    assert.equal(
      said,
      "environment: WORKLOAD, ENVIRONMENT, MODELS, GUARDRAIL_ID, GUARDRAIL_VERSION, MAX_TOKENS, GATEWAY_URL, MEMORY_ID, INSTRUCTIONS, MAX_ITERATIONS, TIMEOUT_SECONDS",
    );
  });
});
