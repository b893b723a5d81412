import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { rules } from "@plinth/policies";
import { exampleCases } from "@plinth/policies/testing";
import { ruleFolders } from "../../../support/rule-folders";

const folders = ruleFolders();

describe("rules", () => {
  it("lists every rule folder once, under its own id", () => {
    assert.deepEqual(rules.map(({ id }) => id).sort(), folders.map(({ path }) => basename(path)).sort());
  });

  for (const { path, rule, examples } of folders) {
    describe(rule.id, () => {
      it("says why it exists", () => assert.ok(existsSync(join(path, "why.md"))));

      it("has an example of each outcome, with titles of their own", () => {
        const outcomes = new Set(examples.map(({ outcome }) => outcome));
        assert.deepEqual([...outcomes].sort(), ["not-applicable", "pass", "undetermined", "violation"]);
        assert.equal(new Set(examples.map(({ title }) => title)).size, examples.length);
      });

      for (const { title, expected, judged } of exampleCases(rule, examples)) {
        it(title, () => assert.equal(judged(), expected));
      }
    });
  }
});
