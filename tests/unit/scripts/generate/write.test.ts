import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, staleFiles, writeDifferences } from "../../../../scripts/generate/write";
import { textOf } from "../../../../scripts/lint/finding";

const GENERATED = new Map([
  ["docs/fresh.md", "fresh"],
  ["docs/stale.md", "new"],
  ["docs/missing.md", "missing"],
]);
const GENERATOR = { name: "pages", writes: "pages", owns: "docs", files: () => GENERATED };

describe("generated files", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "plinth-generate-"));
    mkdirSync(join(root, "docs"));
    for (const [name, text] of Object.entries({ fresh: "fresh", stale: "old", left: "left" })) {
      writeFileSync(join(root, `docs/${name}.md`), text);
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("are checked without writing: each stale, missing and left file, with the command", async () => {
    assert.deepEqual((await staleFiles(root, [GENERATOR])).map(textOf), [
      "docs/stale.md: is stale; npm run generate -- pages",
      "docs/missing.md: is stale; npm run generate -- pages",
      "docs/left.md: is generated no more; npm run generate -- pages",
    ]);
    assert.equal(readFileSync(join(root, "docs/stale.md"), "utf8"), "old");
    assert.equal(existsSync(join(root, "docs/missing.md")), false);
  });

  it("are written where they differ, in folders that are not there yet too", () => {
    const files = new Map([...GENERATED, ["new/folder/page.md", "page"]]);
    const before = new Date(0);
    utimesSync(join(root, "docs/fresh.md"), before, before);

    writeDifferences(root, files, differences(root, GENERATOR, files));

    assert.deepEqual(differences(root, GENERATOR, files), { stale: [], left: [] });
    assert.equal(readFileSync(join(root, "new/folder/page.md"), "utf8"), "page");
    assert.equal(statSync(join(root, "docs/fresh.md")).mtimeMs, 0);
  });

  it("leave other files alone in folders that they share", () => {
    const files = new Map([["docs/fresh.md", "fresh"]]);

    assert.deepEqual(differences(root, {}, files), { stale: [], left: [] });
  });
});
