import assert from "node:assert/strict";
import { textOf } from "../../../../scripts/lint/finding";
import { untestedScripts } from "../../../../scripts/lint/tested-scripts";
import { modulesOf } from "./tree";

describe("the check that scripts are tested", () => {
  it("finds an exported function that no test imports, and no type, constant or function of the file's own", () => {
    const modules = modulesOf({
      "scripts/lint/a.ts":
        "export function tested() {}\nexport const not = () => 1;\nfunction own() {}\nexport const A = 1;",
      "scripts/b.ts": 'import { not } from "./lint/a";',
      "tests/unit/a.test.ts": 'import { tested } from "../../scripts/lint/a";',
    });

    assert.deepEqual(untestedScripts(modules).map(textOf), [
      "scripts/lint/a.ts:2: no test imports the exported function not; test it in tests/unit/scripts/lint/a.test.ts",
    ]);
  });
});
