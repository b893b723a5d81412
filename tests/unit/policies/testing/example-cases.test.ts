import assert from "node:assert/strict";
import { type Rule, type RuleExample, UNKNOWN } from "@plinth/policies";
import { exampleCases } from "@plinth/policies/testing";

const rule: Rule = {
  id: "function-has-role",
  layer: "identity",
  family: "per-workload-iam",
  severity: "low",
  title: "A function has a role",
  scope: "stack",
  types: ["aws:lambda/function:Function"],
  judge: ({ props }) =>
    props.role === UNKNOWN ? { outcome: "undetermined", reason: "the role is not known yet" } : { outcome: "pass" },
};

const example: RuleExample = {
  title: "a role of its own",
  resources: [
    { type: "aws:lambda/function:Function", name: "f", props: {}, refersTo: { role: "r" } },
    { type: "aws:iam/role:Role", name: "r", props: {} },
  ],
  outcome: "pass",
  whenReferencesUnknown: "undetermined",
};

describe("exampleCases", () => {
  it("asks about each example with its references known and unknown", () => {
    assert.deepEqual(
      exampleCases(rule, [example]).map(({ title, expected, judged }) => [title, expected, judged()]),
      [
        ["a role of its own: pass", "pass", "pass"],
        ["a role of its own, references unknown: undetermined", "undetermined", "undetermined"],
      ],
    );
  });

  it("asks once about an example without references, and passes over types that the rule is not about", () => {
    const [role] = example.resources.slice(1);
    const alone: RuleExample = { title: "a role", resources: role ? [role] : [], outcome: "not-applicable" };
    assert.deepEqual(
      exampleCases(rule, [alone]).map(({ title, judged }) => [title, judged()]),
      [["a role: not-applicable", "not-applicable"]],
    );
  });

  it("throws what a broken rule throws", () => {
    const fault = new RangeError("broken");
    const broken: Rule = {
      ...rule,
      judge: () => {
        throw fault;
      },
    };
    assert.throws(() => exampleCases(broken, [example])[0]?.judged(), fault);
  });
});
