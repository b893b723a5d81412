import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { REFERENCES } from "../../../scripts/reference-pages";
import { componentExamples } from "../../support/component-examples";

describe("the pages of components and blueprints", () => {
  for (const [folder, write] of Object.entries(REFERENCES)) {
    it(`are in docs/${basename(folder)} as npm run docs:components writes them`, () => {
      const pages = write();
      const present = existsSync(folder) ? readdirSync(folder) : [];
      const stale = present.filter((file) => readFileSync(join(folder, file), "utf8") !== pages.get(file));
      const missing = [...pages.keys()].filter((file) => !present.includes(file));

      assert.deepEqual([...stale, ...missing], [], "run: npm run docs:components");
    });
  }

  it("show the examples that the contract of components previews", () => {
    const [write] = Object.values(REFERENCES);
    const text = [...(write?.().values() ?? [])].join("\n");
    const shown = componentExamples().filter(({ name }) => text.includes(`# ${name}\n`));

    assert.deepEqual(
      shown.filter(({ code }) => !text.includes(code)).map(({ name }) => name),
      [],
    );
  });
});
