import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../scripts/pulumi-engine";
import { REPOSITORY } from "../support/repository";
import { baselinePack } from "./support/packs";
import { withEngine } from "./support/workspace";

/** What the pack finds beside it in the repository, and must not need: only what is built is copied. */
const BUILT = /(baked|package)\.json$|\.js$|\.yaml$|\.md$|[/\\]baseline$/;

describe("a built pack in a folder of its own", () => {
  let folder = "";
  before(async () => {
    const built = await baselinePack();
    folder = mkdtempSync(join(tmpdir(), "plinth-standalone-"));
    cpSync(built, folder, { recursive: true, filter: (source) => BUILT.test(source) });
    const args = ["install", "--prefer-offline", "--no-audit", "--no-fund"];
    const { code, stderr, failure } = await runCommand("npm", args, { directory: folder, timeoutSeconds: 300 });
    assert.equal(code, 0, failure ?? stderr);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("judges and passes an update after npm install, without the repository", () =>
    withEngine(join(REPOSITORY, "tests/bench/programs/stores"), async (workspace) => {
      const { verdicts, findings, changes } = await workspace.up("bench", {
        policyPacks: [folder],
        args: ["--config", "stores:count=1"],
      });

      // The stack, six resources of a store, and nothing that blocks.
      assert.equal(changes.create, 7);
      assert.deepEqual(
        findings.filter(({ enforcement }) => enforcement === "mandatory"),
        [],
      );
      assert.ok(verdicts.some(({ rule, outcome }) => rule === "s3-bucket-demands-tls" && outcome === "pass"));
    }));
});
