import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { BLUEPRINT_NAMES } from "@plinth/blueprints";
import { previewStack, type StackPreview, type Values } from "@plinth/engine";
import { parseDocument } from "yaml";
import { blueprintChanges, type Change, changeFiles } from "../../scripts/generate/blueprint-changes";
import { type Config, previewConfig, stored } from "../support/blueprint-examples";
import { allOf, configured, stackConfigs } from "../support/changes";
import { findingsOf } from "../support/pack-findings";
import { classesOf, type Plan, planOf, storesLost } from "../support/plan";
import { previewInOrder, STACKS, stackProgram } from "../support/stacks";

/** `PLINTH_UPDATE_INVENTORY=1` writes into each file what its changes do. */
const EFFECTS = ["creates", "updates", "replaces", "deletes", "retags", "refused"] as const;
const documented = blueprintChanges();

describe("the documented changes of running stacks", function () {
  this.timeout(120_000);
  let outputs: ReadonlyMap<string, Values> = new Map();
  let running: ReadonlyMap<string, StackPreview> = new Map();
  before(async () => {
    running = await previewInOrder(STACKS);
    outputs = new Map([...running].map(([stack, preview]) => [`organization/plinth/${stack}`, preview.outputs]));
  });

  const previewed = (stack: string, config: Config) =>
    previewStack({ ...stackProgram(stack), config: stored(config) }, { stackOutputs: outputs });

  it("are there for every blueprint", () => {
    assert.deepEqual(Object.keys(documented).sort(), [...BLUEPRINT_NAMES].sort());
  });

  for (const [blueprint, { from, changes }] of Object.entries(documented)) {
    const stacks = STACKS.map((stack) => [stack, stackConfigs.get(stack) ?? {}] as const).filter(
      ([, config]) => config["plinth:blueprint"] === blueprint,
    );
    const production = stacks.find(([, config]) => config["plinth:environment"] === "prod");

    describe(blueprint, () => {
      for (const [index, change] of changes.entries()) {
        it(`${change.title}: as documented, and ${change.refused ? "refused" : "no store of data goes"}`, async () => {
          const [stack, before] = production ?? ["", from ?? {}];
          const after = configured(before, change.set);
          const old = running.get(stack) ?? (await previewConfig(before));
          const fresh = production ? await previewed(stack, after) : await previewConfig(after);
          const plan = planOf(old, fresh);
          const refused = classesOf(storesLost(plan).filter(({ protect }) => protect));
          const effect = refused.length > 0 ? { refused } : effectOf(plan);
          const { title, set, note, ...expected } = change;
          const isRecorded = isDeepStrictEqual(effect, expected);
          if (process.env.PLINTH_UPDATE_INVENTORY && !isRecorded) record(blueprint, index, effect);

          assert.notDeepEqual(effect, {});
          assert.deepEqual(effect, expected);
          if (refused.length > 0) return;
          assert.deepEqual(storesLost(plan), []);
          const known = findingsOf(before, old);
          assert.deepEqual(
            findingsOf(after, fresh).filter((finding) => !known.includes(finding)),
            [],
          );
        });
      }

      for (const [stack, config] of stacks) {
        it(`all that are not refused at once in ${stack}: no store of data goes`, async () => {
          const after = configured(config, allOf(changes));
          const fresh = await previewed(stack, after);

          const old = running.get(stack);
          assert.deepEqual(old && storesLost(planOf(old, fresh)), []);
          assert.deepEqual(findingsOf(after, fresh), []);
        });
      }
    });
  }
});

/** Classes by what happens to them; what nothing happens to is left out. */
function effectOf({ retags, ...plan }: Plan): Pick<Change, keyof Plan> {
  const classes = Object.entries(plan).map(([verb, resources]) => [verb, classesOf(resources)] as const);
  return {
    ...Object.fromEntries(classes.filter(([, found]) => found.length > 0)),
    ...(retags.length > 0 && { retags: true }),
  };
}

/** Writes into the file that has the change what it does. */
function record(blueprint: string, index: number, effect: object): void {
  for (const file of changeFiles()) {
    const document = parseDocument(readFileSync(file, "utf8"));
    const at = [blueprint, "changes", index];
    if (!document.hasIn(at)) continue;
    for (const verb of EFFECTS) document.deleteIn([...at, verb]);
    for (const [verb, classes] of Object.entries(effect)) {
      document.setIn([...at, verb], document.createNode(classes, { flow: true }));
    }
    writeFileSync(file, document.toString({ lineWidth: 120, flowCollectionPadding: true }));
  }
}
