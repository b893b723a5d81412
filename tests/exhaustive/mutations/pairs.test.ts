import assert from "node:assert/strict";
import fc from "fast-check";
import { catchersOf, GENERATORS, NO_STACK, type Stack, shippedStacks } from "./mutated-stacks";
import type { Mutation } from "./mutation";

const kinds = fc.constantFrom(...Object.values(GENERATORS));

describe("rules, against pairs of mutations", function () {
  this.timeout(120_000);
  let stacks: readonly Stack[] = [];

  before(async () => {
    stacks = [...(await shippedStacks()).values()];
  });

  it("catch one of two at least, for the second may take away what the first is about", () => {
    fc.assert(
      fc.property(fc.nat(), kinds, fc.nat(), kinds, fc.nat(), (stack, firstKind, first, secondKind, second) => {
        const { records, standard, judge } = stacks[stack % stacks.length] ?? NO_STACK;
        const one = pick(firstKind(records, standard), first);
        const other = one && pick(secondKind(one.records, standard), second);
        if (!one || !other) return;
        const judgements = judge(other.records);
        const caught = [one, other].flatMap((mutation) => catchersOf(mutation, judgements));
        assert.notEqual(caught.length, 0, `${one.title}, then ${other.title}`);
      }),
      { numRuns: 60 },
    );
  });
});

function pick(mutations: readonly Mutation[], n: number): Mutation | undefined {
  return mutations[n % Math.max(1, mutations.length)];
}
