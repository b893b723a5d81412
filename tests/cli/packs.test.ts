import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import { preview } from "../../cli/commands/preview";
import { REPOSITORY } from "../engine/support/project";
import { RecordingTerminal } from "../support/terminal";

const run = async (pack: string | undefined, stack: string) => {
  const terminal = new RecordingTerminal();
  const args = { directory: REPOSITORY, strict: false, format: "json" as const, everyResource: false, config: {} };
  const code = await preview({ ...args, pack, stacks: [stack] }, terminal);
  const { stacks } = JSON.parse(terminal.written) as { stacks: { verdicts: { rule: string; blocks: boolean }[] }[] };
  const verdicts = stacks.flatMap((s) => s.verdicts);
  const blocking = verdicts.filter((v) => v.blocks).map((v) => v.rule);
  return { code, blocking: [...new Set(blocking)], rules: new Set(verdicts.map((v) => v.rule)) };
};

describe("plinth preview --pack", () => {
  it("judges by the baseline when nothing is said", async () => {
    const { code, blocking } = await run(undefined, "support-prod");

    assert.deepEqual({ code, blocking }, { code: 0, blocking: [] });
  });

  it("judges by the standard as the pack tightens it", async () => {
    const { code, blocking } = await run("regulated", "support-prod");

    assert.deepEqual({ code, blocking }, { code: 1, blocking: ["s3-bucket-lock-follows-classification"] });
  });

  it("asks only the rules of the pack", async () => {
    const { code, rules } = await run("landing-zone", "org");

    assert.equal(code, 0);
    assert.ok(rules.has("organization-production-is-guarded"));
    assert.ok(!(await run("landing-zone", "support-dev")).rules.has("lambda-function-is-alarmed"));
  });

  it("refuses a pack that there is not, and says which there are", async () => {
    await assert.rejects(
      run("baselin", "org"),
      (error: unknown) =>
        error instanceof PlinthError && error.faults[0]?.allowed === "one of baseline, landing-zone, regulated",
    );
  });
});
