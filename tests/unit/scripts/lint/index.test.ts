import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findingsIn } from "../../../../scripts/lint";
import { readTree } from "../../../../scripts/lint/tree";
import { tree } from "./tree";

const ROOT = join(__dirname, "../../../..");

describe("lint", () => {
  it("prints what all checks find", () => {
    const found = findingsIn(
      tree({
        "package.json": '{ "name": "root" }',
        "components/index.ts": 'import "../policies/core/rule"; import "left-pad"; export const a = 1;',
        "policies/core/rule.ts": 'import "../../components"; export const dead = 1;',
        "scripts/a.ts": "export function untested() {}",
        "services/chat/index.ts": "",
      }),
    );

    assert.deepEqual(
      found.map(({ path }) => path),
      [
        "components/index.ts",
        "policies/core/rule.ts",
        "components/index.ts",
        "policies/core/rule.ts",
        "components/index.ts",
        "scripts/a.ts",
        "services/chat/README.md",
        "tests/unit/services/chat",
      ],
    );
  });

  it("reads the working tree: sources, and nothing that Git ignores", () => {
    const files = readTree(ROOT);

    assert.equal(files.get("scripts/lint/tree.ts"), readFileSync(join(ROOT, "scripts/lint/tree.ts"), "utf8"));
    assert.ok([...files.keys()].every((path) => existsSync(join(ROOT, path)) && !path.includes("node_modules")));
  });
});
