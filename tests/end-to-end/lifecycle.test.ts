import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { typeOfUrn } from "@plinth/standards/pulumi/urn";
import { parse, stringify } from "yaml";
import type { Change } from "../../scripts/generate/blueprint-changes";
import type { Config } from "../support/blueprint-examples";
import { allOf, changesFor, configured, stackConfigs } from "../support/changes";
import { type Plan, planOf, storesLost } from "../support/plan";
import { REPOSITORY } from "../support/repository";
import { type DeployedEstate, deployedEstate } from "./support/estate";
import { previewAgain } from "./support/offline";
import { packNamed } from "./support/packs";
import type { EngineWorkspace, Operation } from "./support/workspace";

/** A store that would be deleted, and one that would be replaced. */
const REFUSED = { "support-prod": "An existing key is to encrypt", "assistant-prod": "An existing key is to encrypt" };

describe("Every stack on the real engine, with the baseline pack enforced", () => {
  let estate: DeployedEstate;
  before(async () => {
    estate = await deployedEstate();
  });

  it("is one of the checked-in stacks", () => {
    const files = readdirSync(join(REPOSITORY, "stacks")).flatMap(
      (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [],
    );

    assert.deepEqual(estate.stacks.map(({ name }) => name).sort(), files.sort());
  });

  it("is previewed without creating anything, and created as previewed", () => {
    for (const { name, preview, update } of estate.stacks) {
      assert.deepEqual(Object.keys(preview.changes), ["create"], name);
      assert.deepEqual(update.changes, preview.changes, name);
      assert.deepEqual(preview.touched, [], name);
    }
  });

  it("has nothing to do when it is run again", async () => {
    const { workspace, pack, stacks } = estate;
    for (const { name, update } of stacks) {
      const again = await workspace.up(name, { policyPacks: [pack], args: ["--skip-preview", "--expect-no-changes"] });

      assert.deepEqual(again.changes, { same: update.changes.create }, name);
    }
  });

  it("refuses the documented changes that would cost a store its data, and touches nothing", async () => {
    const { workspace } = estate;
    for (const [name, title] of Object.entries(REFUSED)) {
      const change = changesFor(stackConfigs.get(name) ?? {}).find((one) => one.refused && one.title === title);
      const refused = await withConfig(workspace, name, change?.set ?? {}, () =>
        workspace.preview(name, { expect: "failure" }),
      );

      assert.match(refused.stdout, /protect/, name);
      assert.deepEqual(refused.touched, [], name);
    }
  });

  it("takes the documented changes, all at once: as foreseen, with every store of data and no violation", async () => {
    const { workspace, stacks } = estate;
    const deployed = stacks.map(({ offline }) => offline);
    for (const { name, offline } of stacks) {
      const config = stackConfigs.get(name) ?? {};
      const set = allOf(changesFor(config));
      const regulated = Object(configured(config, set)["plinth:workload"]).regulated === true;
      const policyPacks = [await packNamed(regulated ? "regulated" : "baseline")];
      const { plan, update } = await withConfig(workspace, name, set, async () => ({
        plan: planOf(offline, await previewAgain(workspace.directory, name, deployed)),
        update: await workspace.up(name, { policyPacks, args: ["--skip-preview"] }),
      }));

      assert.deepEqual(storesLost(plan), [], name);
      assert.deepEqual(done(update), foreseen(plan), name);
      assert.notEqual(update.verdicts.length, 0, name);
      assert.deepEqual(
        update.findings.filter(({ enforcement }) => enforcement === "mandatory"),
        [],
        name,
      );
    }
  });

  it("finds on a refresh what it left", async () => {
    const { workspace, stacks } = estate;
    for (const { name } of stacks) {
      const left = urns(await workspace.state(name));
      await workspace.refresh(name, { args: ["--expect-no-changes"] });

      assert.deepEqual(urns(await workspace.state(name)), left, name);
    }
  });

  it("is destroyed without a rest, in the opposite order", async () => {
    const { workspace, stacks } = estate;
    for (const { name } of stacks.toReversed()) {
      await workspace.destroy(name);

      assert.deepEqual(await workspace.state(name), [], name);
    }
  });
});

/** Runs `body` while a stack's file says something else. */
async function withConfig<Result>(
  workspace: EngineWorkspace,
  stack: string,
  set: Change["set"],
  body: () => Promise<Result>,
): Promise<Result> {
  const file = `stacks/Pulumi.${stack}.yaml`;
  const before = workspace.edit(file, (text) => {
    const { config, ...rest } = parse(text) as { readonly config: Config };
    return stringify({ ...rest, config: configured(config, set) });
  });
  try {
    return await body();
  } finally {
    workspace.edit(file, () => before);
  }
}

/** URNs of what a provider keeps, by what the engine did to it. */
function done({ steps }: Operation): Readonly<Record<string, readonly string[]>> {
  const kept = steps.filter(({ urn }) => !/^(pulumi|plinth|awsx):/.test(typeOfUrn(urn)));
  const of = (op: string) =>
    kept
      .filter((step) => step.op === op)
      .map(({ urn }) => urn)
      .sort();
  return { creates: of("create"), updates: of("update"), replaces: of("replace"), deletes: of("delete") };
}

function foreseen({ creates, updates, retags, replaces, deletes }: Plan): ReturnType<typeof done> {
  return {
    creates: urns(creates),
    updates: urns([...updates, ...retags]),
    replaces: urns(replaces),
    deletes: urns(deletes),
  };
}

function urns(resources: readonly { readonly urn: string }[]): string[] {
  return resources.map(({ urn }) => urn).sort();
}
