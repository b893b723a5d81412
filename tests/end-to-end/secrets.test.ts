import assert from "node:assert/strict";
import { join } from "node:path";
import { REPOSITORY } from "../support/repository";
import { baselinePack } from "./support/packs";
import { withEngine } from "./support/workspace";

describe("the baseline pack on the real engine", () => {
  it("repeats no secret of the resources that it judges, in preview or in update", async () => {
    const pack = await baselinePack();
    await withEngine(join(REPOSITORY, "tests/fixtures/secrets"), async (workspace) => {
      await workspace.initialise("first", { "secrets:projectSecret": "planted-project-secret" });

      const { findings } = await workspace.preview("first", { policyPacks: [pack], expect: "failure" });

      assert.notDeepEqual(findings, []);
      assert.deepEqual(
        findings.filter((finding) => JSON.stringify(finding).includes("planted")),
        [],
      );
    });
  });
});
