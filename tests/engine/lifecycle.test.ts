import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type DeployedEstate, deployedEstate } from "./support/estate";
import { REPOSITORY } from "./support/project";

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

  it("finds on a refresh what it created", async () => {
    const { workspace, stacks } = estate;
    for (const { name, state } of stacks) {
      await workspace.refresh(name, { args: ["--expect-no-changes"] });

      assert.deepEqual(urns(await workspace.state(name)), urns(state), name);
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

function urns(resources: readonly { readonly urn: string }[]): string[] {
  return resources.map(({ urn }) => urn).sort();
}
