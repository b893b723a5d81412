import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locationOf } from "../../../../engine/loader/location";

describe("The location of an error", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-location-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const errorAt = (...frames: string[]) =>
    Object.assign(new Error("broken"), { stack: ["Error: broken", ...frames.map((f) => `    at ${f}`)].join("\n") });

  it("is the innermost frame that is neither a library's nor the engine's", () => {
    const file = join(folder, "index.js");
    writeFileSync(file, "throw new Error()\n");
    const engine = require.resolve("../../../../engine/loader/location");

    assert.equal(
      locationOf(
        errorAt(
          `parse (${join(folder, "node_modules/yaml/index.js")}:1:2)`,
          `run (${engine}:3:4)`,
          "node:internal/main:5:6",
          `async main (file://${file}?plinth-run=7:8:9)`,
          `other (${file}:10:11)`,
        ),
      ),
      `${file}:8:9`,
    );
  });

  it("is that in the source of a compiled file", () => {
    const file = join(folder, "index.js");
    writeFileSync(file, "throw new Error()\n//# sourceMappingURL=index.js.map\n");
    const map = { version: 3, sources: ["src/index.ts"], names: [], mappings: "AAEA" };
    writeFileSync(join(folder, "index.js.map"), JSON.stringify(map));

    assert.equal(locationOf(errorAt(`${file}:1:1`)), `${join(folder, "src/index.ts")}:3:1`);
  });

  it("is undefined where no frame is the user's, and for what is no error", () => {
    assert.equal(locationOf(errorAt("node:internal/main:5:6")), undefined);
    assert.equal(locationOf("text"), undefined);
    assert.equal(locationOf(undefined), undefined);
  });
});
