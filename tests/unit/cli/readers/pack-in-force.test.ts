import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PreviewArguments, preview } from "../../../../cli/commands/preview";
import { BREAKAGES } from "../../../support/breakages";
import { IN_HALF_A_YEAR } from "../../../support/dates";
import { copyProject } from "../../../support/project";
import { REPOSITORY } from "../../../support/repository";
import { RecordingTerminal } from "../../../support/terminal";

const RULE = "s3-bucket-objects-expire";
const BROKEN = BREAKAGES.find(({ rule }) => rule === RULE) ?? assert.fail(`no breakage of ${RULE}`);

describe("plinth preview --pack-config", () => {
  let folder: string;
  const run = async (config: object, args: Partial<PreviewArguments> = {}) => {
    const packConfig = join(folder, "config.json");
    writeFileSync(packConfig, JSON.stringify(config));
    const terminal = new RecordingTerminal();
    const fixed = { directory: folder, strict: false, everyResource: false, config: {}, format: "text" } as const;
    const code = await preview({ ...fixed, stacks: ["org"], packConfig, ...args }, terminal);
    return { code, text: terminal.written };
  };
  before(() => {
    folder = join(mkdtempSync(join(tmpdir(), "plinth-pack-config-")), "project");
    copyProject(REPOSITORY, folder);
    appendFileSync(join(folder, "stacks/index.ts"), BROKEN.code);
  });
  after(() => rmSync(join(folder, ".."), { recursive: true }));

  it("blocks as the pack does where nothing is configured", async () => {
    const { code, text } = await run({});

    assert.equal(code, 1);
    assert.doesNotMatch(text, /configured/);
  });

  it("blocks nothing that is made an advisory, and tells that it was", async () => {
    const { code, text } = await run({ all: "advisory" });

    assert.equal(code, 0);
    assert.match(
      text,
      /! configured: advisory instead of mandatory: [a-z0-9-]+, [a-z0-9-]+, [a-z0-9-]+ and \d+ more\n/,
    );
  });

  it("tells a rule that is switched off, and its settings, in JSON too", async () => {
    const config = { [RULE]: "disabled", "log-group-retention-is-set": { minimumLogDays: 365 } };
    const { text } = await run(config, { format: "json" });

    const report = JSON.parse(text) as { readonly configured: readonly object[] };
    assert.deepEqual(report.configured, [
      { rule: RULE, level: "disabled", packLevel: "mandatory", settings: {} },
      {
        rule: "log-group-retention-is-set",
        level: "mandatory",
        packLevel: "mandatory",
        settings: { minimumLogDays: 365 },
      },
    ]);
  });

  it("lets a faulty waiver block, or says nothing of it, as the level of its audit is", async () => {
    const waivers = join(folder, "faulty.yaml");
    const waiver = {
      rule: RULE,
      resource: "urn:pulumi:org::*::nothing-like-it",
      approver: "ada",
      expires: IN_HALF_A_YEAR,
    };
    writeFileSync(
      waivers,
      JSON.stringify({ version: 1, waivers: [{ ...waiver, reason: "until the migration in spring" }] }),
    );
    const told = /waiver of .*: nothing that was found needs it: remove it/;
    const runs = [];
    for (const level of ["advisory", "mandatory", "disabled"]) {
      const { code, text } = await run({ all: "advisory", "waivers-are-current": level }, { waivers });
      runs.push([code, told.test(text)]);
    }

    assert.deepEqual(runs, [
      [0, true],
      [1, true],
      [0, false],
    ]);
  });

  it("refuses what cannot be configured, before anything runs", async () => {
    await assert.rejects(run({ [RULE]: { maximumOutputDays: 1 } }), /s3-bucket-objects-expire\.maximumOutputDays/);
    await assert.rejects(run({}, { packConfig: join(folder, "absent.json") }), /policies\/PackConfig\/file/);
  });

  it("says loudly that everything is switched off, or only advises, in every format", async () => {
    for (const [level, said] of [
      ["disabled", "switches every rule off (all: disabled): nothing is judged"],
      ["advisory", "makes every rule an advisory (all: advisory): nothing blocks"],
    ] as const) {
      for (const format of ["text", "json", "junit", "sarif"] as const) {
        const { text } = await run({ all: level }, { format });
        assert.ok(text.includes(`the policy configuration ${said}`), `${level} in ${format}`);
      }
    }
  });

  it("refuses to switch everything off for a regulated workload", async () => {
    for (const level of ["disabled", "advisory"]) {
      await assert.rejects(run({ all: level }, { pack: "regulated" }), /all: found .*policies\/PackConfig\/allOff/);
      await assert.rejects(run({ all: level }, { stacks: ["agent-prod"] }), /policies\/PackConfig\/allOff/);
    }
  });

  it("refuses a weaker pack for a regulated workload, and says which pack it has", async () => {
    for (const pack of ["baseline", "landing-zone"]) {
      await assert.rejects(
        run({}, { pack, stacks: ["agent-prod"] }),
        /--pack: found .*must be regulated for the stack agent-prod.*cli\/Preview\/weakerPack/,
      );
    }
  });

  it("says loudly that a pack without the rules about workloads judges, and that another standard does", async () => {
    const standard = join(REPOSITORY, "standards/standard.yaml");
    process.env.PLINTH_STANDARD = standard;
    try {
      const { text } = await run({}, { pack: "landing-zone" });
      assert.match(text, /! judged by the pack landing-zone, which has not the rules about workloads\n/);
      assert.ok(text.includes(`! judged by the standard ${standard}, which PLINTH_STANDARD names\n`));
    } finally {
      delete process.env.PLINTH_STANDARD;
    }
  });
});
