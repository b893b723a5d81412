import assert from "node:assert/strict";
import { blocks, type Judgement, type ResourceRecord, rules } from "@plinth/policies";
import { catchersOf, GENERATORS, judgementsOf, shippedStacks } from "./judging";
import type { Mutation } from "./mutation";

/** One stack of each kind: the organisation, its audit trail, and a workload in production. */
const MUTATED = ["org", "security", "support-prod"];

/** Least number of single ways to break the shipped stacks. */
const LEAST = 150;

describe("rules, against mutated stacks", function () {
  this.timeout(120_000);
  let stacks: ReadonlyMap<string, readonly ResourceRecord[]> = new Map();

  before(async () => {
    stacks = await shippedStacks();
  });

  it("find nothing in the stacks as they are, and leave nothing open", () => {
    for (const [stack, records] of stacks) {
      const open = judgementsOf(records).filter(({ verdict }) =>
        ["violation", "undetermined"].includes(verdict.outcome),
      );
      assert.deepEqual(open.map(titleOf), [], stack);
    }
  });

  const tried: string[] = [];
  const catchers = new Set<string>();
  for (const [kind, generate] of Object.entries(GENERATORS)) {
    it(`catch each single mutation of ${kind}`, function () {
      const all = [...stacks]
        .filter(([stack]) => MUTATED.includes(stack))
        .flatMap(([stack, records]) =>
          generate(records).map((mutation) => ({ ...mutation, title: `${stack}: ${mutation.title}` })),
        );
      assert.deepEqual(
        all.flatMap((mutation) => {
          const judgements = judgementsOf(mutation.records);
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

  it(`were tried on at least ${LEAST} different mutations`, function () {
    const different = tried.length;
    assert.deepEqual(
      tried.filter((title, i) => tried.indexOf(title) < i),
      [],
    );
    assert.ok(different >= LEAST, `only ${different}`);
    if (this.test) this.test.title = `were tried on ${different} different mutations`;
  });
});

/** What is wrong with what the rules say of a mutation. The stacks have no violation, so each that blocks is new. */
function faultsOf(mutation: Mutation, judgements: readonly Judgement[]): string[] {
  const { title, caughtBy, companions = [] } = mutation;
  const expected = [...caughtBy, ...companions];
  const strays = judgements.filter((judgement) => blocks(judgement) && !expected.includes(judgement.rule.id));
  return [
    ...(catchersOf(mutation, judgements).length > 0 ? [] : [`${title}: not caught by ${caughtBy.join(" or ")}`]),
    ...strays.map((judgement) => `${title}: without cause, ${titleOf(judgement)}`),
  ];
}

function titleOf({ rule, resource, verdict }: Judgement): string {
  return `${rule.id} on ${resource.name}: ${verdict.outcome}`;
}
