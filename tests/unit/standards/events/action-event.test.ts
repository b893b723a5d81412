import assert from "node:assert/strict";
import { type ActionEvent, actionEvent, actionKey } from "@plinth/standards/events";

const valid: ActionEvent = {
  version: 1,
  actionId: "a1",
  at: "2026-11-22T18:30:00.000Z",
  workload: "cases",
  environment: "prod",
  tool: "resolve_case",
  outcome: "done",
  subject: "case-1042",
  inputSha256: "0".repeat(64),
};

const WRONG: Readonly<Record<string, unknown>> = {
  version: 2,
  actionId: "a/1",
  at: "yesterday",
  workload: "",
  tool: "ResolveCase",
  outcome: "perhaps",
  subject: "case 1042",
  inputSha256: "abc",
  decidedBy: "",
  note: "anything else",
};

describe("ActionEvent", () => {
  it("says what was done, by day and by action", () => {
    assert.deepEqual(actionEvent.parse(valid), valid);
    assert.equal(actionKey(valid), "2026/11/22/a1/done.json");
    assert.equal(actionKey({ ...valid, outcome: "proposed" }), "2026/11/22/a1/proposed.json");
  });

  for (const [member, value] of Object.entries(WRONG)) {
    it(`refuses a wrong ${member}`, () => {
      assert.equal(actionEvent.safeParse({ ...valid, [member]: value }).success, false);
    });
  }
});
