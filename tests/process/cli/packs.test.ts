import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import { preview } from "../../../cli/commands/preview";
import { REPOSITORY } from "../../support/repository";
import { RecordingTerminal } from "../../support/terminal";

/** `support-prod` as it says of its workload, but regulated, and in an organisation that exists already. */
const REGULATED = {
  "plinth:organization": JSON.stringify({ existing: { id: "o-a1b2c3d4e5", logArchiveBucketName: "acme-log-archive" } }),
  "plinth:workload": JSON.stringify({
    name: "support",
    owner: "customer-care",
    classification: "confidential",
    regulated: true,
    models: [{ id: "anthropic.claude-sonnet-4-5", profile: "eu" }],
    expectedMonthlyInferenceUsd: 4000,
  }),
};

const run = async (pack: string | undefined, stack: string, config: Readonly<Record<string, string>> = {}) => {
  const terminal = new RecordingTerminal();
  const args = { directory: REPOSITORY, strict: false, format: "json" as const, everyResource: false, config };
  const code = await preview({ ...args, pack, stacks: [stack] }, terminal);
  const { stacks } = JSON.parse(terminal.written) as {
    stacks: { pack: string; verdicts: { rule: string; blocks: boolean }[] }[];
  };
  const verdicts = stacks.flatMap((s) => s.verdicts);
  const blocking = verdicts.filter((v) => v.blocks).map((v) => v.rule);
  const judgedBy = stacks.map((s) => s.pack);
  return { code, judgedBy, blocking: [...new Set(blocking)], rules: new Set(verdicts.map((v) => v.rule)) };
};

describe("plinth preview --pack", () => {
  it("judges by the baseline when nothing is said", async () => {
    const { code, judgedBy, blocking } = await run(undefined, "support-prod");

    assert.deepEqual({ code, judgedBy, blocking }, { code: 0, judgedBy: ["baseline"], blocking: [] });
  });

  it("judges a regulated workload by the pack regulated when nothing is said, and tells it", async () => {
    const { code, judgedBy, blocking } = await run(undefined, "support-prod", REGULATED);
    const terminal = new RecordingTerminal();
    const args = { directory: REPOSITORY, strict: false, format: "text" as const, everyResource: false };
    await preview({ ...args, config: REGULATED, stacks: ["support-prod"] }, terminal);

    assert.deepEqual({ code, judgedBy, blocking }, { code: 0, judgedBy: ["regulated"], blocking: [] });
    assert.equal(terminal.written.split("\n")[0], "support-prod, judged by the pack regulated");
  });

  it("refuses to judge a regulated workload by a weaker pack", async () => {
    await assert.rejects(run("baseline", "support-prod", REGULATED), /cli\/Preview\/weakerPack/);
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
