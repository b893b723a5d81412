import assert from "node:assert/strict";
import { textOf } from "../../../../scripts/lint/finding";
import { importBreaches, roomOf } from "../../../../scripts/lint/import-table";
import { modulesOf } from "./tree";

const ROOMS = [
  { path: "base", holds: "", imports: [] },
  { path: "base/barrel.ts", holds: "", imports: ["base/*"] },
  { path: "units/*", holds: "", imports: ["base"], types: ["shapes"], resolves: ["deployed"] },
  { path: "shapes", holds: "", imports: [] },
  { path: "deployed", holds: "", imports: [] },
];

/** Breaches of one import by `units/one/a.ts`. */
function breachesOf(text: string): string[] {
  const files = { "base/a.ts": "", "units/two/b.ts": "", "shapes/a.ts": "", "deployed/a.ts": "", "units/one/b.ts": "" };
  return importBreaches(modulesOf({ ...files, "units/one/a.ts": text }), ROOMS, []).map(textOf);
}

describe("the import table", () => {
  it("allows what a room may import, its own files, types and files to deploy", () => {
    assert.deepEqual(
      breachesOf(`import "../../base/a"; import "./b"; import type { A } from "../../shapes/a";
        require.resolve("../../deployed/a");`),
      [],
    );
  });

  it("refuses another room, with the place and what is allowed", () => {
    assert.deepEqual(breachesOf('\nimport "../two/b";'), [
      "units/one/a.ts:2: units/* must not import units/*; it may import base, types of shapes, and resolve deployed (scripts/lint/rooms.ts)",
    ]);
  });

  it("refuses code where only types may be imported", () => {
    assert.match(breachesOf('import { a } from "../../shapes/a";')[0] ?? "", /must not import shapes/);
  });

  it("refuses to load what may only be deployed", () => {
    assert.match(breachesOf('import "../../deployed/a";')[0] ?? "", /must not import deployed/);
  });

  it("refuses a package that only other rooms may load, and allows its types", () => {
    const restricted = [{ name: "@pulumi/policy", rooms: ["base"], reason: "it starts a server" }];
    const modules = modulesOf({
      "base/a.ts": 'import "@pulumi/policy";',
      "shapes/a.ts": 'import type { PolicyPack } from "@pulumi/policy";',
      "shapes/b.ts": 'import { PolicyPack } from "@pulumi/policy";',
    });

    assert.deepEqual(importBreaches(modules, ROOMS, restricted).map(textOf), [
      "shapes/b.ts:1: loads @pulumi/policy, but it starts a server; only base may load it; import its types",
    ]);
  });

  it("puts a file into the room with the longest path", () => {
    const rooms = ["base/barrel.ts", "base/other.ts", "units/one/a.ts", "elsewhere/a.ts"].map((file) =>
      roomOf(file, ROOMS),
    );

    assert.deepEqual(
      rooms.map((room) => room?.path),
      ["base/barrel.ts", "base", "units/*", undefined],
    );
  });
});
