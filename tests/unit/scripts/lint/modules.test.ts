import assert from "node:assert/strict";
import { moduleOf, packageOf } from "../../../../scripts/lint/modules";
import { modulesOf } from "./tree";

/** What one line of code uses of other modules. */
function usesIn(text: string) {
  return moduleOf("a.ts", text).uses.map(({ specifier, kind, names }) => ({ specifier, kind, names }));
}

describe("the modules that lint reads", () => {
  it("have the names that an import takes", () => {
    assert.deepEqual(usesIn('import one, { two as other } from "./b";'), [
      { specifier: "./b", kind: "code", names: ["two", "default"] },
    ]);
  });

  it("tell imports of types from imports of code", () => {
    assert.deepEqual(
      usesIn('import type { A } from "./b"; import { type B } from "./c"; import { type C, d } from "./d";'),
      [
        { specifier: "./b", kind: "types", names: ["A"] },
        { specifier: "./c", kind: "types", names: ["B"] },
        { specifier: "./d", kind: "code", names: ["C", "d"] },
      ],
    );
  });

  it("have the members that are used of a namespace, and all where it is passed on", () => {
    assert.deepEqual(usesIn('import * as b from "./b"; b.one(); type T = b.Two;'), [
      { specifier: "./b", kind: "code", names: ["one", "Two"] },
    ]);
    assert.deepEqual(usesIn('import * as b from "./b"; f(b);'), [{ specifier: "./b", kind: "code", names: ["*"] }]);
  });

  it("have what is taken of a module that is loaded when it is needed", () => {
    const text =
      'const { one } = require("./b") as typeof import("./b"); (require("./c") as typeof import("./c")).two();';
    const code = usesIn(text).filter(({ kind }) => kind === "code");

    assert.deepEqual(code, [
      { specifier: "./b", kind: "code", names: ["one"] },
      { specifier: "./c", kind: "code", names: ["two"] },
    ]);
    assert.deepEqual(usesIn('async () => (await import("./b")).one;')[0]?.names, ["one"]);
  });

  it("tell a file that is only found from one that is loaded", () => {
    assert.deepEqual(usesIn('require.resolve("@plinth/service-chat");'), [
      { specifier: "@plinth/service-chat", kind: "path", names: ["*"] },
    ]);
  });

  it("do not take comments and texts for imports", () => {
    assert.deepEqual(usesIn('/** import { a } from "./b"; */ const text = `import "./c"`;'), []);
  });

  it("have exports with their kinds and lines", () => {
    const text = "export const a = () => 1;\nexport const { b } = c;\nexport interface D {}\nexport function e() {}";
    const { exports } = moduleOf("a.ts", text);

    assert.deepEqual(
      exports.map(({ name, kind, line }) => `${line} ${kind} ${name}`),
      ["1 function a", "2 other b", "3 type D", "4 function e"],
    );
  });

  it("are reached by path, by folder and by package", () => {
    const { reach } = modulesOf({
      "engine/package.json": '{ "name": "@plinth/engine" }',
      "engine/index.ts": "",
      "engine/loader/typescript.js": "",
      "cli/main.ts": "",
    });

    assert.equal(reach("cli/main.ts", "../engine"), "engine/index.ts");
    assert.equal(reach("cli/main.ts", "@plinth/engine"), "engine/index.ts");
    assert.equal(reach("cli/main.ts", "@plinth/engine/loader/typescript"), "engine/loader/typescript.js");
    assert.equal(reach("cli/main.ts", "@pulumi/pulumi"), undefined);
  });

  it("belong to packages by the first parts of their names", () => {
    assert.deepEqual(["@pulumi/aws/s3", "zod/mini", "yaml"].map(packageOf), ["@pulumi/aws", "zod", "yaml"]);
  });
});
