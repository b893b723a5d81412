import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewArguments, preview } from "../../../cli/commands/preview";
import { BREAKAGES } from "../../support/breakages";
import { IN_HALF_A_YEAR } from "../../support/dates";
import { copyProject } from "../../support/project";
import { REPOSITORY } from "../../support/repository";
import { RecordingTerminal } from "../../support/terminal";

const RULE = "s3-bucket-objects-expire";
const BROKEN = BREAKAGES.find(({ rule }) => rule === RULE) ?? assert.fail(`no breakage of ${RULE}`);
const STACKS = ["org", "security"];

describe("plinth preview of stacks with exceptions", () => {
  let folder: string;
  let rules: readonly string[];
  let blocked: number;
  const run = async (args: Partial<PreviewArguments> = {}) => {
    const terminal = new RecordingTerminal();
    const fixed = { directory: folder, strict: false, everyResource: false, config: {} };
    const code = await preview({ ...fixed, stacks: STACKS, format: "text", ...args }, terminal);
    return { code, text: terminal.written };
  };
  const report = async (args: Partial<PreviewArguments> = {}) => {
    const { code, text } = await run({ ...args, format: "json" });
    return { code, ...(JSON.parse(text) as JsonReport) };
  };
  const waivers = (name: string, expires: string) => {
    const waiver = (rule: string) =>
      `  - { rule: ${rule}, resource: "urn:pulumi:*::${name}", expires: ${expires}, approver: ada@example.com,\n` +
      "      reason: kept until the migration in spring }\n";
    writeFileSync(join(folder, "waivers.yaml"), `version: 1\nwaivers:\n${rules.map(waiver).join("")}`);
  };
  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "plinth-exceptions-")), "project");
    copyProject(REPOSITORY, folder);
    appendFileSync(join(folder, "stacks/index.ts"), BROKEN.code);
    const { stacks } = await report();
    const found = stacks.flatMap((s) => s.verdicts.filter((v) => v.blocks).map((v) => v.rule));
    rules = [...new Set(found)];
    blocked = found.length;
  });
  afterEach(() => rmSync(join(folder, "waivers.yaml"), { force: true }));
  after(() => rmSync(join(folder, ".."), { recursive: true }));

  it("blocks nothing that a waiver beside Pulumi.yaml excepts, and says whose it is", async () => {
    waivers(BROKEN.resource, IN_HALF_A_YEAR);

    const { code, text } = await run();

    assert.equal(code, 0);
    assert.equal(text.split(`waived    until ${IN_HALF_A_YEAR} by ada@example.com: kept until`).length - 1, blocked);
    assert.match(text, new RegExp(`: no violation, ${blocked} waived `));
  });

  it("blocks what an expired waiver excepted, and tells both", async () => {
    waivers(BROKEN.resource, "2020-01-01");

    const { code, text } = await run();

    assert.equal(code, 1);
    assert.match(text, / {6}waiver {4}by ada@example\.com expired on 2020-01-01/);
    assert.match(text, /! waiver of .*: expired on 2020-01-01: remove it, or have it renewed/);
  });

  it("calls a waiver unused only when every stack was judged", async () => {
    waivers("nothing-like-it", IN_HALF_A_YEAR);

    assert.deepEqual((await report()).waiverFaults, []);
    assert.deepEqual(
      (await report({ stacks: [] })).waiverFaults.map(({ fault }) => fault),
      rules.map(() => "unused"),
    );
  });

  it("writes a baseline, blocks nothing that is in it, and tells what is gone", async () => {
    const baseline = join(folder, "baseline.yaml");
    const program = join(folder, "stacks/index.ts");
    const broken = readFileSync(program, "utf8");

    assert.equal((await run({ writeBaseline: baseline })).code, 0);
    const known = await report({ baseline });
    assert.deepEqual([known.code, known.totals.known, known.totals.violations], [0, blocked, 0]);

    writeFileSync(program, broken.replaceAll(BROKEN.resource, "another"));
    const changed = await report({ baseline });
    writeFileSync(program, broken);
    assert.deepEqual([changed.code, changed.totals.violations, changed.goneFromBaseline.length], [1, blocked, blocked]);
  });

  it("refuses a file that it cannot write or read, before anything runs", async () => {
    await assert.rejects(run({ output: join(folder, "absent/plinth.sarif"), format: "sarif" }), /cli\/Preview\/file/);
    await assert.rejects(run({ writeBaseline: join(folder, "absent/baseline.yaml") }), /cli\/Preview\/file/);
    await assert.rejects(run({ baseline: join(folder, "absent.yaml") }), /policies\/Baseline\/file/);
    await assert.rejects(run({ waivers: join(folder, "absent.yaml") }), /policies\/Waivers\/file/);
  });

  it("keeps what a baseline lists of stacks that are not judged", async () => {
    const baseline = join(folder, "kept.yaml");
    await run({ writeBaseline: baseline });
    const before = readFileSync(baseline, "utf8");

    await run({ writeBaseline: baseline, stacks: ["org"] });

    assert.equal(readFileSync(baseline, "utf8"), before);
  });
});

interface JsonReport {
  readonly totals: { readonly known: number; readonly violations: number };
  readonly stacks: readonly { readonly verdicts: readonly { readonly rule: string; readonly blocks: boolean }[] }[];
  readonly waiverFaults: readonly { readonly fault: string }[];
  readonly goneFromBaseline: readonly object[];
}
