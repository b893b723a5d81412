import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { createEstate, judge, type Rule, type RuleExample, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { exampleRecords } from "./support/example-records";
import { ruleFolders } from "./support/rule-folders";

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

      for (const example of examples) {
        it(`${example.title}: ${example.outcome}`, () => {
          assert.deepEqual(judged(rule, example, "known"), example.outcome);
        });
        if (example.resources.some(({ refersTo }) => refersTo)) {
          it(`${example.title}, references unknown: ${example.whenReferencesUnknown ?? example.outcome}`, () => {
            assert.deepEqual(judged(rule, example, "unknown"), example.whenReferencesUnknown ?? example.outcome);
          });
        }
      }
    });
  }
});

/** Outcome for the first resource, or the rule's own fault. */
function judged(rule: Rule, example: RuleExample, references: "known" | "unknown"): string {
  const records = exampleRecords(example, references);
  const [first] = judge([rule], createEstate(records, loadStandard())).filter(
    ({ resource }) => resource === records[0],
  );
  if (first?.fault) throw first.fault;
  // A rule does not apply to a type that it is not asked about.
  return first?.verdict.outcome ?? "not-applicable";
}
