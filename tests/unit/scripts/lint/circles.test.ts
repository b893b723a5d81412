import assert from "node:assert/strict";
import { circles } from "../../../../scripts/lint/circles";
import { textOf } from "../../../../scripts/lint/finding";
import { modulesOf } from "./tree";

describe("the check for circular imports", () => {
  it("finds a circle through three files, of types too, once", () => {
    const modules = modulesOf({
      "a.ts": 'import { b } from "./b";',
      "b.ts": 'import type { C } from "./c";',
      "c.ts": 'const a = require("./a");',
      "d.ts": 'import "./a";',
    });

    assert.deepEqual(circles(modules).map(textOf), [
      "a.ts: imports itself through b.ts, c.ts; move what they share into a file that imports neither",
    ]);
  });

  it("finds none where two ways lead to one file, or a file is only found", () => {
    const modules = modulesOf({
      "a.ts": 'import "./b"; import "./c";',
      "b.ts": 'import "./c";',
      "c.ts": 'require.resolve("./a");',
    });

    assert.deepEqual(circles(modules), []);
  });
});
