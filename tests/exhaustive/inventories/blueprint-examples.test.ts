import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StackPreview } from "@plinth/engine";
import { blueprintExamples, previewConfig } from "../../support/blueprint-examples";
import { findingsOf } from "../../support/pack-findings";
import { REPOSITORY } from "../../support/repository";

/** `type name` of every resource of a component or of the provider, sorted; what Pulumi adds by itself is left out. */
function inventoryOf({ resources }: StackPreview): string {
  const lines = resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ type, name }) => `${type} ${name}\n`)
    .sort();
  return lines.join("");
}

describe("the examples of blueprints", () => {
  it("are a minimal and a production one for each use case", () => {
    const examples = new Map<string, string[]>();
    for (const { blueprint, example } of blueprintExamples) {
      examples.set(blueprint, [...(examples.get(blueprint) ?? []), example]);
    }

    for (const found of examples.values()) assert.deepEqual(found.sort().slice(0, 2), ["minimal", "production"]);
    assert.equal(examples.has("customer-support"), true);
  });

  for (const { blueprint, example, config } of blueprintExamples) {
    describe(`${blueprint}, ${example}`, () => {
      let preview: StackPreview;
      before(async () => {
        preview = await previewConfig(config);
      });

      it("deploys exactly what its inventory says", () => {
        const file = join(__dirname, blueprint, `${example}.txt`);
        if (process.env.PLINTH_UPDATE_INVENTORY) {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, inventoryOf(preview));
        }

        assert.equal(inventoryOf(preview), readFileSync(file, "utf8"));
      });

      it("keeps every mandatory rule of its pack, and leaves none undetermined", () => {
        assert.deepEqual(findingsOf(config, preview), []);
      });
    });
  }

  it("are at most ten lines of configuration where they are minimal", () => {
    const long = blueprintExamples.filter(({ blueprint, example }) => example === "minimal" && linesOf(blueprint) > 10);

    assert.deepEqual(
      long.map(({ blueprint }) => blueprint),
      [],
    );
  });
});

/** Lines of a minimal example that a product team writes: below `config:`, without comments. */
function linesOf(blueprint: string): number {
  const file = join(REPOSITORY, "blueprints", blueprint, "examples/minimal.yaml");
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !/^\s*#|^config:/.test(line)).length;
}
