import assert from "node:assert/strict";
import { textOf } from "../../../../scripts/lint/finding";
import { BLUEPRINT_LINES, sizeFaults } from "../../../../scripts/lint/sizes";
import { tree } from "./tree";

const lines = (count: number) => "const a = 1;\n".repeat(count);

describe("the check of sizes", () => {
  it("finds a package with too many loose files, whatever its folders hold", () => {
    const files = ["index", "a", "b", "c", "core/d"].map((name) => [`policies/${name}.ts`, ""]);

    assert.deepEqual(sizeFaults(tree(Object.fromEntries(files))).map(textOf), [
      "policies: has 4 loose files (policies/index.ts, policies/a.ts, policies/b.ts, policies/c.ts), more than 3; move them into the room that they belong to",
    ]);
  });

  it("finds a blueprint that is a line too long", () => {
    const path = "blueprints/agentic/agentic.ts";

    assert.deepEqual(sizeFaults(tree({ [path]: lines(BLUEPRINT_LINES) })), []);
    assert.deepEqual(sizeFaults(tree({ [path]: lines(BLUEPRINT_LINES + 1) })).map(textOf), [
      "blueprints/agentic/agentic.ts: has 151 lines, more than 150; move what other workloads need too into blueprints/workload",
    ]);
  });
});
