import assert from "node:assert/strict";
import { controlsOf, frameworks, rules } from "@plinth/policies";
import { CONTROL_TITLES } from "../../../support/control-titles";

describe("frameworks", () => {
  it("are the four that auditors ask for", () => {
    assert.deepEqual(
      frameworks().map(({ id }) => id),
      ["aws-generative-ai-lens", "eu-ai-act", "iso-42001", "nist-800-53"],
    );
  });

  for (const { id, controls } of frameworks()) {
    it(`${id} names only rules that exist, and each control once`, () => {
      const known = new Set(rules.map((rule) => rule.id));
      assert.deepEqual(
        controls.flatMap(({ serves }) => serves.flatMap((one) => one.rules)).filter((rule) => !known.has(rule)),
        [],
      );
      assert.equal(new Set(controls.map((control) => control.id)).size, controls.length);
    });

    it(`${id} calls its controls by the ids and titles of whoever published it`, () => {
      const { form, titles } = CONTROL_TITLES[id] ?? assert.fail(`no titles of ${id}`);
      assert.deepEqual(
        controls.filter((control) => !form.test(control.id)),
        [],
      );
      assert.deepEqual(Object.fromEntries(controls.map((control) => [control.id, control.title])), titles);
    });

    it(`${id} says of each rule which clause it serves, and why`, () => {
      for (const control of controls) {
        assert.ok(control.serves.length > 0, control.id);
        for (const { clause, why, rules: served } of control.serves) {
          const number = control.id.replace("Article ", "");
          assert.ok(clause === control.id || clause.startsWith(number), `${control.id}: ${clause}`);
          assert.match(why, /^[a-z].{20,}[^.]$/, `${control.id}: ${clause}`);
          assert.equal(new Set(served).size, served.length, `${control.id}: ${clause}`);
        }
      }
    });
  }

  it("have a control for every rule", () => {
    assert.deepEqual(
      rules.filter((rule) => controlsOf(rule).length === 0).map((rule) => rule.id),
      [],
    );
  });

  it("do not have a rule about cost serve what is about guardrails or access", () => {
    const ids = rules.filter(({ id }) => /spend/.test(id)).map((rule) => controlsOf(rule).map(({ tag }) => tag));
    assert.ok(ids.length > 0);
    for (const tags of ids) {
      assert.deepEqual(
        tags.filter((tag) => /GENSEC|article-(10|15)$|\/AC-/.test(tag)),
        [],
      );
    }
  });
});
