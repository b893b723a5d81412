import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { watchTests } from "../../../scripts/watch/watch-tests";

type Run = readonly [changed: readonly string[], tests: readonly string[]];

describe("the watcher of tests", () => {
  let root: string;
  let stop: () => void;
  let arrived: (run: Run) => void;
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  const nextRun = () =>
    new Promise<Run>((resolve) => {
      arrived = resolve;
    });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "plinth-watch-"));
    for (const folder of ["shapes", "tests/unit", "node_modules/other"])
      mkdirSync(join(root, folder), { recursive: true });
    write("shapes/a.ts", "export const a = 1;");
    write("shapes/b.ts", "export const b = 1;");
    write("tests/unit/a.test.ts", 'import { a } from "../../shapes/a";');
    write("tests/unit/b.test.ts", 'import { b } from "../../shapes/b";');
    stop = watchTests({ root, run: async (...run) => arrived(run) });
  });
  afterEach(() => {
    stop();
    rmSync(root, { recursive: true });
  });

  it("runs the tests that import a changed file, and no others", async () => {
    const run = nextRun();
    write("node_modules/other/index.ts", "export {};");
    write("shapes/a.ts", "export const a = 2;");

    assert.deepEqual(await run, [["shapes/a.ts"], ["tests/unit/a.test.ts"]]);
  });

  it("reads the imports of a changed file anew", async () => {
    const first = nextRun();
    write("tests/unit/b.test.ts", 'import { a } from "../../shapes/a";');
    await first;
    const second = nextRun();
    write("shapes/a.ts", "export const a = 3;");

    assert.deepEqual(await second, [["shapes/a.ts"], ["tests/unit/a.test.ts", "tests/unit/b.test.ts"]]);
  });

  it("runs nothing for a file that is written as it was", async () => {
    const run = nextRun();
    write("shapes/b.ts", "export const b = 1;");
    write("shapes/a.ts", "export const a = 2;");

    assert.deepEqual(await run, [["shapes/a.ts"], ["tests/unit/a.test.ts"]]);
  });
});
