import assert from "node:assert/strict";
import { createEstate, judge, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import fc from "fast-check";
import { anyEstate } from "./any-estate";
import { changedExamples } from "./changed-examples";
import { hostileEstate } from "./hostile-estate";

const standard = loadStandard();

describe("rules, fuzzed", function () {
  this.timeout(60_000);
  for (const [title, estates, numRuns] of [
    ["their own examples with anything anywhere", changedExamples, 3000],
    ["any resources at all", anyEstate, 500],
    ["what is made to break them", hostileEstate, 100],
  ] as const) {
    it(`judge ${title} without a fault`, () => {
      fc.assert(
        fc.property(estates, (records) => {
          const faults = judge(rules, createEstate(records, standard)).filter(({ fault }) => fault);
          assert.deepEqual(
            faults.map(({ rule, fault }) => `${rule.id}: ${fault?.stack}`),
            [],
          );
        }),
        { numRuns, seed: 20261122 },
      );
    });
  }
});
