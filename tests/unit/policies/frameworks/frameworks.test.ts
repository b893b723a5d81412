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
        controls.flatMap((control) => (control.rules ?? []).filter((rule) => !known.has(rule))),
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

    it(`${id} has a control for every rule`, () => {
      const unmapped = rules.filter((rule) => !controlsOf(rule).some(({ framework }) => framework.id === id));
      assert.deepEqual(
        unmapped.map((rule) => rule.id),
        [],
      );
    });
  }
});
