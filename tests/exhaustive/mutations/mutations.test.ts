import assert from "node:assert/strict";
import { blocks, type Judgement, rules } from "@plinth/policies";
import { catchersOf, GENERATORS, MUTATED, NO_STACK, type Stack, shippedStacks, unseen } from "./mutated-stacks";
import type { Mutation } from "./mutation";

/** Least number of single ways to break the shipped stacks. */
const MIN_MUTATIONS = 150;

describe("rules, against mutated stacks", function () {
  this.timeout(120_000);
  let stacks: ReadonlyMap<string, Stack> = new Map();

  before(async () => {
    stacks = await shippedStacks();
  });

  it("find nothing in the stacks as they are, and leave nothing open", () => {
    for (const [stack, { records, judge }] of stacks) {
      const open = judge(records).filter(({ verdict }) => ["violation", "undetermined"].includes(verdict.outcome));
      assert.deepEqual(open.map(titleOf), [], stack);
    }
  });

  const tried: string[] = [];
  const catchers = new Set<string>();
  for (const [kind, generate] of Object.entries(GENERATORS)) {
    it(`catch each single mutation of ${kind}`, function () {
      const shown = new Set<string>();
      const all = MUTATED.flatMap((name) => {
        const { records, standard, judge } = stacks.get(name) ?? NO_STACK;
        const mutations = unseen(generate(records, standard), records, shown);
        return mutations.map((mutation) => ({ ...mutation, judge, title: `${name}: ${mutation.title}` }));
      });
      assert.deepEqual(
        all.flatMap((mutation) => {
          const judgements = mutation.judge(mutation.records);
          for (const rule of catchersOf(mutation, judgements)) catchers.add(rule);
          return faultsOf(mutation, judgements);
        }),
        [],
      );
      tried.push(...all.map(({ title }) => title));
      if (this.test) this.test.title += ` (${all.length})`;
    });
  }

  it("catch something each", () => {
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !catchers.has(id)),
      [],
    );
  });

  it(`were tried on at least ${MIN_MUTATIONS} different mutations`, function () {
    const different = tried.length;
    assert.deepEqual(
      tried.filter((title, i) => tried.indexOf(title) < i),
      [],
    );
    assert.ok(different >= MIN_MUTATIONS, `only ${different}`);
    if (this.test) this.test.title = `were tried on ${different} different mutations`;
  });
});

/** What is wrong with what the rules say of a mutation. The stacks have no violation, so each that blocks is new. */
function faultsOf(mutation: Mutation, judgements: readonly Judgement[]): string[] {
  const { title, caughtBy, companions = [] } = mutation;
  const expected = [...caughtBy, ...companions];
  const unexpected = judgements.filter((judgement) => blocks(judgement) && !expected.includes(judgement.rule.id));
  return [
    ...(catchersOf(mutation, judgements).length > 0 ? [] : [`${title}: not caught by ${caughtBy.join(" or ")}`]),
    ...unexpected.map((judgement) => `${title}: without cause, ${titleOf(judgement)}`),
  ];
}

function titleOf({ rule, resource, verdict }: Judgement): string {
  return `${rule.id} on ${resource.name}: ${verdict.outcome}`;
}
