import assert from "node:assert/strict";
import { rules } from "@plinth/policies";
import { exitCodeOf } from "../../../../cli/run/exit-code";
import type { RunReport, StackReport } from "../../../../cli/run/run-report";

const [rule = assert.fail("no rule")] = rules;
const type = "aws:s3/bucket:Bucket";
const resource = { type, name: "a", urn: `urn:pulumi:live::shop::${type}::a`, props: {} };
const stack: StackReport = {
  stack: "live",
  pack: "baseline",
  file: "Pulumi.live.yaml",
  preview: {
    project: "shop",
    stack: "live",
    resources: [],
    outputs: {},
    secrets: new Set(),
    logs: [],
    outside: [],
    durationMs: 1,
  },
  judgements: [{ rule, resource, verdict: { outcome: "pass" } }],
  costs: [],
  changes: undefined,
};
const run: RunReport = {
  stacks: [stack],
  failures: [],
  waiverFaults: [],
  waiverFaultsBlock: false,
  weakenings: [],
  configured: [],
  unusedGiven: [],
  resolved: [],
  comparesWithBaseline: false,
};

function judged(verdict: StackReport["judgements"][number]["verdict"]): RunReport {
  return { ...run, stacks: [{ ...stack, judgements: [{ rule, resource, verdict }] }] };
}

describe("The exit code of a run", () => {
  it("is 0 where nothing is found, and for advisories", () => {
    const advisory = judged({ outcome: "violation", found: "f", required: "r", fix: "x", advisory: true });

    assert.deepEqual([exitCodeOf(run, true), exitCodeOf(advisory, true)], [0, 0]);
  });

  it("is 1 for a violation", () => {
    assert.equal(exitCodeOf(judged({ outcome: "violation", found: "f", required: "r", fix: "x" }), false), 1);
  });

  it("is 1 for something undetermined only where that is strict", () => {
    const undetermined = judged({ outcome: "undetermined", reason: "not known yet" });

    assert.deepEqual([exitCodeOf(undetermined, false), exitCodeOf(undetermined, true)], [0, 1]);
  });

  it("is 1 for a fault of a waiver where that is strict, or the configuration makes it mandatory", () => {
    const waiver = { rule: rule.id, resource: resource.urn, reason: "r", approver: "a", expires: "2020-01-01" };
    const faulty: RunReport = { ...run, waiverFaults: [{ waiver, fault: "expired", message: "expired" }] };

    assert.deepEqual([exitCodeOf(faulty, false), exitCodeOf(faulty, true)], [0, 1]);
    assert.equal(exitCodeOf({ ...faulty, waiverFaultsBlock: true }, false), 1);
  });

  it("is 2 for a stack that could not be previewed, whatever else was found", () => {
    assert.equal(exitCodeOf({ ...run, failures: [{ stack: "dev", message: "threw" }] }, false), 2);
  });
});
