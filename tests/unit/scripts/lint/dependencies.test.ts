import assert from "node:assert/strict";
import { dependencyFaults } from "../../../../scripts/lint/dependencies";
import { textOf } from "../../../../scripts/lint/finding";
import { readModules } from "../../../../scripts/lint/modules";
import { tree } from "./tree";

function faultsIn(files: Readonly<Record<string, string>>): string[] {
  const all = tree({
    "package.json": JSON.stringify({ name: "root", devDependencies: { mocha: "1", "@types/sarif": "1" } }),
    "cli/package.json": JSON.stringify({ name: "@plinth/cli", dependencies: { commander: "1" } }),
    "cli/main.ts": 'import "commander"; import "node:fs"; import "./other"; import type { Log } from "sarif";',
    "tests/a.test.ts": 'import "commander"; import type { Log } from "sarif";',
    ...files,
  });
  return dependencyFaults(all, readModules(all)).map(textOf);
}

describe("the check of dependencies", () => {
  it("accepts what is declared, Node.js, types, and any workspace's packages in tests", () => {
    assert.deepEqual(faultsIn({}), []);
  });

  it("accepts packages of a fixture that is a repository of its own", () => {
    const files = {
      "tests/fixtures/shop/network/package.json": JSON.stringify({ name: "@shop/network" }),
      "tests/fixtures/shop/infra/index.ts": 'import "@shop/network";',
    };

    assert.deepEqual(faultsIn(files), []);
  });

  it("finds an import that its workspace does not declare", () => {
    assert.deepEqual(faultsIn({ "cli/other.ts": 'import { parse } from "yaml/sub";' }), [
      "cli/other.ts:1: imports yaml, which cli/package.json does not declare; npm install --save-exact yaml --workspace cli",
    ]);
  });

  it("finds an import of a test that no workspace declares", () => {
    assert.deepEqual(faultsIn({ "tests/b.test.ts": 'import "yaml";' }), [
      "tests/b.test.ts:1: imports yaml, which package.json does not declare; npm install --save-exact yaml --save-dev",
    ]);
  });

  it("finds a declared package that nothing imports", () => {
    const manifest = JSON.stringify({ name: "@plinth/cli", dependencies: { commander: "1", yaml: "1" } });

    assert.deepEqual(faultsIn({ "cli/package.json": manifest }), [
      "cli/package.json: declares yaml, which nothing in it imports; npm uninstall yaml --workspace cli",
    ]);
  });
});
