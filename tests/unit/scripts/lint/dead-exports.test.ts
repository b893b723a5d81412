import assert from "node:assert/strict";
import { deadExports } from "../../../../scripts/lint/dead-exports";
import { modulesOf } from "./tree";

function deadIn(files: Readonly<Record<string, string>>): string[] {
  return deadExports(modulesOf(files), [/^main\.ts$/]).map(({ path, problem }) => `${path} ${problem}`);
}

describe("the check for dead exports", () => {
  it("finds an export that only its own file uses", () => {
    assert.deepEqual(deadIn({ "main.ts": 'import { used } from "./a";', "a.ts": "export const used = 1, dead = 2;" }), [
      "a.ts nothing outside the file uses its export dead",
    ]);
  });

  it("finds a file that nothing imports", () => {
    assert.deepEqual(deadIn({ "main.ts": "", "a.ts": "export const a = 1;" }), ["a.ts is imported by no file"]);
  });

  it("follows what a barrel exports again, under another name too", () => {
    const files = {
      "main.ts": 'import { renamed, one } from "./barrel";',
      "barrel.ts": 'export { a as renamed, b } from "./a"; export * from "./b";',
      "a.ts": "export const a = 1, b = 2;",
      "b.ts": "export const one = 1, two = 2;",
    };

    assert.deepEqual(deadIn(files), [
      "barrel.ts nothing outside the file uses its export b",
      "a.ts nothing outside the file uses its export b",
      "b.ts nothing outside the file uses its export two",
    ]);
  });

  it("counts everything that an entry exports as used", () => {
    assert.deepEqual(deadIn({ "main.ts": 'export * from "./a";', "a.ts": "export const a = 1;" }), []);
  });

  it("counts a type as used that a used export mentions, and finds one that only a body mentions", () => {
    const text = "export interface In {}\nexport type Inner = 1;\nexport function f(a: In) { const b: Inner = 1; }";

    assert.deepEqual(deadIn({ "main.ts": 'import { f } from "./a";', "a.ts": text }), [
      "a.ts nothing outside the file uses its export Inner",
    ]);
  });
});
