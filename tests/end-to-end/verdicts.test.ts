import assert from "node:assert/strict";
import { type DeployedEstate, deployedEstate } from "./support/estate";
import { offlineVerdicts, previewAgain } from "./support/offline";
import type { Operation } from "./support/workspace";

describe("The verdicts about every stack", () => {
  let estate: DeployedEstate;
  before(async () => {
    estate = await deployedEstate();
  });

  it("are the same offline as in the real update, resource by resource", () => {
    for (const { name, offline, update } of estate.stacks) {
      const expected = offlineVerdicts(offline);

      assert.ok(expected.size > 0, `no rule was asked about ${name}`);
      assert.deepEqual(toldVerdicts(update), expected, name);
    }
  });

  it("differ in the real preview only by what is not determined yet", () => {
    for (const { name, offline, preview } of estate.stacks) {
      const told = toldVerdicts(preview);
      const expected = new Map(
        [...offlineVerdicts(offline)].map(([key, outcome]) => [
          key,
          told.get(key) === "undetermined" ? "undetermined" : outcome,
        ]),
      );

      assert.deepEqual(told, expected, name);
    }
  });

  it("are the same offline as in the real preview, when what AWS would assign is unknown", async () => {
    const { workspace, stacks } = estate;
    const deployed = stacks.map(({ offline }) => offline);
    for (const { name, preview } of stacks) {
      const expected = offlineVerdicts(await previewAgain(workspace.directory, name, deployed, { unknowns: true }));

      assert.deepEqual(toldVerdicts(preview), expected, name);
    }
  });

  it("hold no violation", () => {
    for (const { name, preview, update } of estate.stacks) {
      const mandatory = [...preview.findings, ...update.findings].filter((f) => f.enforcement === "mandatory");

      assert.deepEqual(mandatory, [], name);
    }
  });
});

/** Outcomes that the pack told during one operation, by `<rule> <urn>`, in the order of the offline engine's. */
function toldVerdicts({ verdicts }: Operation): Map<string, string> {
  return new Map(verdicts.map(({ rule, urn, outcome }) => [`${rule} ${urn}`, outcome]));
}
