import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { describedKeys, keyDocs } from "../../../../scripts/generate/key-docs";

const TEXT = `/** \`plinth:network\`: where it runs. */
const network = z.object({
  /** Its range. */
  cidr: z.string(),
});
const models = {
  /** Its id. */
  id: 1,
};
`;

describe("keys of configuration", () => {
  const folder = mkdtempSync(join(tmpdir(), "plinth-keys-"));
  after(() => rmSync(folder, { recursive: true }));

  it("have the docstring that fits their path, their form and their default", () => {
    const file = join(folder, "config.ts");
    writeFileSync(file, TEXT);
    const schema = z.object({
      network: z.object({ cidr: z.string().default("10.0.0.0/16") }),
      models: z.array(z.object({ id: z.enum(["a", "b"]) })),
    });
    const keys = describedKeys(z.toJSONSchema(schema, { io: "input" }), keyDocs([file]));

    assert.deepEqual(
      keys.map(({ path, required, form, says }) => `${path} ${required} ${form} ${says}`),
      [
        "network true object Where it runs.",
        'network.cidr false string; default `"10.0.0.0/16"` Its range.',
        "models true array ",
        "models[].id true `a`, `b` Its id.",
      ],
    );
  });
});
