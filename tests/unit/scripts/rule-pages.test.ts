import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RULE_PAGES, rulePages } from "../../../scripts/rule-pages";

describe("the pages of the rules", () => {
  it("are as npm run docs:rules writes them", () => {
    const pages = rulePages();
    const present = existsSync(RULE_PAGES) ? readdirSync(RULE_PAGES) : [];
    const stale = present.filter((file) => readFileSync(join(RULE_PAGES, file), "utf8") !== pages.get(file));
    const missing = [...pages.keys()].filter((file) => !present.includes(file));

    assert.deepEqual([...stale, ...missing], [], "run: npm run docs:rules");
  });
});
