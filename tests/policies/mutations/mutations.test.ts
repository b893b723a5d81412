import assert from "node:assert/strict";
import { join } from "node:path";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { previewProject } from "../../engine/support/offline";
import { audit } from "./audit";
import { identity } from "./identity";
import { models } from "./models";
import type { Generator, Mutation } from "./mutation";
import { network } from "./network";
import { newcomers } from "./newcomers";
import { observability } from "./observability";
import { organization } from "./organization";
import { people } from "./people";
import { storage } from "./storage";
import { tags } from "./tags";

const GENERATORS: Readonly<Record<string, Generator>> = {
  audit,
  identity,
  models,
  network,
  newcomers,
  observability,
  organization,
  people,
  storage,
  tags,
};
/** Least number of single ways to break the shipped stacks. */
const LEAST = 150;

const standard = loadStandard();
const judgementsOf = (records: readonly ResourceRecord[]) => judge(rules, createEstate(records, standard));

describe("rules, against mutated stacks", function () {
  this.timeout(120_000);
  const stacks = new Map<string, readonly ResourceRecord[]>();

  before(async () => {
    for (const { stack, resources } of await previewProject(join(__dirname, "../../.."))) {
      stacks.set(stack, recordsOf(resources));
    }
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
function faultsOf({ title, records, caughtBy, names, companions = [] }: Mutation): string[] {
  const blocking = judgementsOf(records).filter(blocks);
  const caught = blocking.some((judgement) => caughtBy.includes(judgement.rule.id) && isAbout(judgement, names));
  const expected = [...caughtBy, ...companions];
  const strays = blocking.filter(({ rule }) => !expected.includes(rule.id));
  return [
    ...(caught ? [] : [`${title}: not caught by ${caughtBy.join(" or ")}`]),
    ...strays.map((judgement) => `${title}: without cause, ${titleOf(judgement)}`),
  ];
}

function isAbout({ resource, verdict }: Judgement, names: readonly string[]): boolean {
  return names.some(
    (name) => name === resource.name || (verdict.outcome === "violation" && verdict.found.includes(name)),
  );
}

function titleOf({ rule, resource, verdict }: Judgement): string {
  return `${rule.id} on ${resource.name}: ${verdict.outcome}`;
}
