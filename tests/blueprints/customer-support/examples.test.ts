import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exampleConfig, previewConfig } from "./support/stack";

/** `type name` of every resource of a component or of the provider, sorted; what Pulumi adds by itself is left out. */
async function inventoryOf(example: "minimal" | "production"): Promise<string> {
  const { resources } = await previewConfig(exampleConfig(example));
  const lines = resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ type, name }) => `${type} ${name}\n`)
    .sort();
  return lines.join("");
}

describe("customer-support examples", () => {
  for (const example of ["minimal", "production"] as const) {
    it(`deploys exactly what the inventory of ${example} says`, async () => {
      const inventory = readFileSync(join(__dirname, "inventory", `${example}.txt`), "utf8");

      assert.equal(await inventoryOf(example), inventory);
    });
  }
});
