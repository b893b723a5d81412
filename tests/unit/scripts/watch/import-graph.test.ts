import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testsTouchedBy } from "../../../../scripts/watch/import-graph";

const ROOT = join(__dirname, "../../../..");

/** A package whose `a.ts` is used by `b.ts`, with a test each. */
const FILES = new Map([
  ["shapes/package.json", '{ "name": "@plinth/shapes" }'],
  ["shapes/index.ts", 'export * from "./b";'],
  ["shapes/a.ts", "export const a = 1;"],
  ["shapes/b.ts", 'import { a } from "./a";\nexport const b = a;'],
  ["shapes/alone.ts", "export const alone = 1;"],
  ["shapes/standard.yaml", "version: 1"],
  ["tests/unit/shapes/a.test.ts", 'import { a } from "../../../shapes/a";'],
  ["tests/unit/shapes/b.test.ts", 'import { b } from "@plinth/shapes";'],
  ["tests/unit/shapes/types.test.ts", 'import type {\n  A,\n} from "../../../shapes/a";'],
  ["tests/unit/other/other.test.ts", 'import assert from "node:assert/strict";'],
  ["tests/unit/other/urns.json", "{}"],
  ["tests/exhaustive/all.test.ts", 'import { a } from "../../shapes/a";'],
]);

describe("the tests that a change touches", () => {
  const cases: readonly [title: string, changed: string, touched: readonly string[]][] = [
    ["are those that import the file", "shapes/b.ts", ["tests/unit/shapes/b.test.ts"]],
    [
      "are those that import it through others, types left out",
      "shapes/a.ts",
      ["tests/unit/shapes/a.test.ts", "tests/unit/shapes/b.test.ts"],
    ],
    ["are the test itself", "tests/unit/other/other.test.ts", ["tests/unit/other/other.test.ts"]],
    ["are those of the package for data that it reads", "shapes/standard.yaml", ["tests/unit/shapes/b.test.ts"]],
    ["are those of the package for a module that nothing imports", "shapes/alone.ts", ["tests/unit/shapes/b.test.ts"]],
    ["are those beside a fixture", "tests/unit/other/urns.json", ["tests/unit/other/other.test.ts"]],
    ["are none for a test that is gone", "tests/unit/other/gone.test.ts", []],
  ];
  for (const [title, changed, touched] of cases) {
    it(title, () => {
      assert.deepEqual(testsTouchedBy([changed], FILES), touched);
    });
  }

  it("are in this repository those that mirror the file, and never all for a leaf", () => {
    const files = new Map(
      ["components", "standards", "tests"].flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
          .map((file) => `${folder}/${file}`)
          .filter((file) => /\.ts$|package\.json$/.test(file))
          .map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const),
      ),
    );
    const all = [...files.keys()].filter((file) => /^tests\/unit\/.*\.test\.ts$/.test(file));
    const touched = testsTouchedBy(["components/choices/choose-orchestration.ts"], files);

    assert.equal(touched.includes("tests/unit/components/choices/choose-orchestration.test.ts"), true);
    assert.ok(touched.length < all.length / 2, `${touched.length} of ${all.length}`);
  });
});
