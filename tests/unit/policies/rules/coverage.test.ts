import assert from "node:assert/strict";
import { canonicalType } from "@plinth/policies/core/variants";
import { isKnownType, typesWith } from "@plinth/policies/readers/resource/type-facts";
import { QUESTIONS } from "@plinth/policies/rules/governance/resource-type-is-judged/questions";
import { rule } from "@plinth/policies/rules/governance/resource-type-is-judged/rule";

describe("what a promise asks of types by their properties", () => {
  for (const { fact, promise, rules, types, inert, unjudged } of QUESTIONS) {
    const judged = new Set(rules.flatMap((one) => one.types));

    it(`leaves no type silent: ${promise}`, () => {
      const silent = types.filter((type) => !judged.has(type) && !inert.has(type) && !rule.types.includes(type));
      assert.deepEqual(silent, []);
    });

    it(`has reasons for types that there are and that have the property: ${promise}`, () => {
      const faults = [...inert.keys()].filter((type) => !isKnownType(type) || !typesWith(fact).includes(type));
      assert.deepEqual(faults, []);
    });

    it(`says undetermined of a type whose reason is taken away: ${promise}`, () => {
      const only = [...inert.keys()].find((type) => !judged.has(type) && canonicalType(type) === type);
      if (only === undefined) return;
      assert.equal(unjudged.has(only), false);
      assert.ok(types.includes(only));
    });
  }
});
