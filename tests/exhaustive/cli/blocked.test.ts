import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nameOfUrn } from "@plinth/standards/pulumi/urn";
import { preview } from "../../../cli/commands/preview";
import { BREAKAGES } from "../../support/breakages";
import { copyProject } from "../../support/project";
import { REPOSITORY } from "../../support/repository";
import { STACKS as ALL_STACKS } from "../../support/stacks";
import { RecordingTerminal } from "../../support/terminal";

/** One of each kind: the organisation, its audit trail, a workload under development and one in production. */
const STACKS = ["org", "security", "support-dev", "support-prod"];

interface JsonVerdict {
  readonly rule: string;
  readonly urn: string;
  readonly outcome: string;
  readonly found?: string;
  readonly required?: string;
  readonly fix?: string;
}

describe("plinth preview of stacks that break a rule", () => {
  let folder: string;
  const run = async (options: { json: boolean; stacks?: readonly string[] }) => {
    const terminal = new RecordingTerminal();
    const format = options.json ? ("json" as const) : ("text" as const);
    const stacks = options.stacks ?? STACKS;
    const args = { stacks, directory: folder, strict: false, everyResource: false, config: {}, format };
    return { code: await preview(args, terminal), text: terminal.written };
  };
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "plinth-blocked-")), "project");
    copyProject(REPOSITORY, folder);
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  it("finds nothing in the stacks as they are", async () => {
    const { code, text } = await run({ json: true, stacks: [] });
    const { totals, stacks } = JSON.parse(text) as { totals: object; stacks: { verdicts: JsonVerdict[] }[] };

    assert.deepEqual(
      stacks.flatMap((s) => s.verdicts.filter((v) => v.outcome !== "pass")),
      [],
    );
    assert.equal(code, 0);
    assert.equal((totals as { stacks: number }).stacks, ALL_STACKS.length);
  });

  for (const { title, rule, resource, code: source } of BREAKAGES) {
    it(`blocks ${title} in every stack, with resource, finding, requirement and fix`, async () => {
      appendFileSync(join(folder, "stacks/index.ts"), source);

      const { code, text } = await run({ json: true });
      const { stacks } = JSON.parse(text) as { stacks: { stack: string; verdicts: JsonVerdict[] }[] };

      assert.equal(code, 1);
      assert.deepEqual(
        stacks.map((s) => s.stack),
        STACKS,
      );
      for (const { stack, verdicts } of stacks) {
        const found = verdicts.filter((v) => v.rule === rule && v.outcome === "violation");
        assert.deepEqual(
          found.map((v) => nameOfUrn(v.urn)),
          [resource],
          stack,
        );
        for (const part of ["found", "required", "fix"] as const) assert.notEqual(found[0]?.[part] ?? "", "", part);
      }
    });
  }

  it("prints resource, finding, requirement and fix for a person", async () => {
    appendFileSync(
      join(folder, "stacks/index.ts"),
      BREAKAGES.find((b) => b.rule === "s3-bucket-objects-expire")?.code ?? "",
    );

    const { text } = await run({ json: false });

    for (const part of ["resource  aws:s3/bucket:Bucket rogue-bucket", "found ", "required ", "fix "]) {
      assert.ok(text.includes(`\n      ${part}`), part);
    }
  });
});
