import assert from "node:assert/strict";
import { join } from "node:path";
import { rules } from "@plinth/policies";
import { GENERATORS } from "../exhaustive/mutations/mutated-stacks";
import { REPOSITORY } from "../support/repository";
import { type EngineMutation, engineMutations, stacksOf } from "./support/engine-mutations";
import { type Outcome, outcomeOf, predictedByUp, predictedSkippingPreview, sorted } from "./support/outcomes";
import { baselinePack } from "./support/packs";
import { EngineWorkspace } from "./support/workspace";

const PROJECT = join(REPOSITORY, "tests/fixtures/engine/registrations");
const MIN_MUTATIONS = 60;
const WAYS = [
  ["by up", 0, predictedByUp, []],
  ["under --skip-preview", 1, predictedSkippingPreview, ["--skip-preview"]],
] as const;
/** Runs of the engine side by side. */
const RUNS = 2;

describe("pulumi up of mutated stacks, on the real engine", () => {
  let workspace: EngineWorkspace;
  let mutations: readonly EngineMutation[] = [];
  let pack: string;
  before(async () => {
    pack = await baselinePack();
    workspace = await EngineWorkspace.create(PROJECT);
    mutations = await engineMutations(workspace.directory);
  });
  after(() => workspace?.dispose());

  it(`is tried with ${MIN_MUTATIONS} mutations at least, of every kind and every family of rules`, function () {
    const families = mutations.map(({ rule }) => rules.find(({ id }) => id === rule)?.family ?? "none");

    assert.deepEqual(sorted(mutations.map(({ kind }) => kind)), sorted(MANDATORY_KINDS));
    assert.deepEqual(sorted(families), sorted(rules.map(({ family }) => family)));
    assert.ok(mutations.length >= MIN_MUTATIONS, `only ${mutations.length}`);
    const different = new Set(mutations.map(({ rule }) => rule)).size;
    if (this.test) this.test.title += `: ${mutations.length}, for ${different} rules`;
  });

  for (const [how, run, predict, args] of WAYS) {
    it(`is stopped ${how} where the replay says, by the same rules`, async function () {
      const outcomes = await inTurns(mutations, async (mutation) => {
        const stack = stacksOf(mutation.stack)[run];
        return outcomeOf(mutation, await workspace.up(stack, { policyPacks: [pack], args, expect: "either" }));
      });

      assert.deepEqual(differences(mutations, outcomes, predict), []);
      if (this.test) this.test.title += `: ${counted(outcomes)}`;
    });
  }
});

/** What mutations of conversations break is advised against, and stops nothing. */
const MANDATORY_KINDS = Object.keys(GENERATORS).filter((kind) => kind !== "conversations");

/** One line for each mutation of which the engine and the replay say something else. */
function differences(
  mutations: readonly EngineMutation[],
  outcomes: readonly Outcome[],
  predict: (mutation: EngineMutation) => Outcome,
): readonly string[] {
  return mutations.flatMap((mutation, i) => {
    const [expected, actual] = [predict(mutation), outcomes[i]].map((outcome) => JSON.stringify(outcome));
    return expected === actual ? [] : `${mutation.title}: replay ${expected}, engine ${actual}`;
  });
}

function counted(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { stopped } of outcomes) counts.set(stopped, (counts.get(stopped) ?? 0) + 1);
  return [...counts].map(([stopped, count]) => `${count} ${stopped}`).join(", ");
}

/** Runs something for each of several, a few at a time. */
async function inTurns<Of, Result>(all: readonly Of[], run: (one: Of) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = [...all.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: RUNS }, worker));
  return results;
}
