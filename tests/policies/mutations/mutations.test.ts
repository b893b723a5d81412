import assert from "node:assert/strict";
import { blocks, type Judgement, type ResourceRecord } from "@plinth/policies";
import { GENERATORS, isCaught, judgementsOf, shippedStacks } from "./judging";
import type { Mutation } from "./mutation";

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
  for (const [kind, generate] of Object.entries(GENERATORS)) {
    it(`catch each single mutation of ${kind}`, function () {
      // The development stack is the production stack's program once more.
      const all = [...stacks]
        .filter(([stack]) => stack !== "support-dev")
        .flatMap(([stack, records]) =>
          generate(records).map((mutation) => ({ ...mutation, title: `${stack}: ${mutation.title}` })),
        );
      assert.deepEqual(all.flatMap(faultsOf), []);
      tried.push(...all.map(({ title }) => title));
      if (this.test) this.test.title += ` (${all.length})`;
    });
  }

  it(`were tried on at least ${LEAST} different mutations`, function () {
    const different = new Set(tried).size;
    assert.equal(tried.length, different);
    assert.ok(different >= LEAST, `only ${different}`);
    if (this.test) this.test.title = `were tried on ${different} different mutations`;
  });
});

/** What is wrong with what the rules say of a mutation. The stacks have no violation, so each that blocks is new. */
function faultsOf(mutation: Mutation): string[] {
  const { title, caughtBy, companions = [] } = mutation;
  const judgements = judgementsOf(mutation.records);
  const expected = [...caughtBy, ...companions];
  const strays = judgements.filter((judgement) => blocks(judgement) && !expected.includes(judgement.rule.id));
  return [
    ...(isCaught(mutation, judgements) ? [] : [`${title}: not caught by ${caughtBy.join(" or ")}`]),
    ...strays.map((judgement) => `${title}: without cause, ${titleOf(judgement)}`),
  ];
}

function titleOf({ rule, resource, verdict }: Judgement): string {
  return `${rule.id} on ${resource.name}: ${verdict.outcome}`;
}
