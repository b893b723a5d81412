import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLazily } from "@plinth/engine/sdk/lazy-module";

describe("a library that is loaded lazily", () => {
  let folder: string;
  let require: NodeJS.Require;
  const loads = () => Number(process.env.LAZY_MODULE_LOADS ?? 0);
  const library = (name: string, text: string) => {
    writeFileSync(join(folder, name), `process.env.LAZY_MODULE_LOADS = ${loads()} + 1;\n${text}`);
    loadLazily(require, `./${name}`);
    return require(`./${name}`);
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-lazy-"));
    require = createRequire(join(folder, "program.js"));
  });
  after(() => {
    delete process.env.LAZY_MODULE_LOADS;
    rmSync(folder, { recursive: true });
  });

  it("loads when a member is read, once", () => {
    const before = loads();
    const { __esModule, ...rest } = library("members.js", "exports.one = 1; exports.two = 2;");
    assert.deepEqual([__esModule, rest, loads()], [true, {}, before]);

    const members = require("./members.js");
    assert.deepEqual([members.one, members.two, loads()], [1, 2, before + 1]);
    assert.equal(require("./members.js").one, 1);
  });

  it("is itself the default of a transpiled import, if it is one function", () => {
    assert.equal(library("one-function.js", "module.exports = (a) => a + 1;").default(1), 2);
  });

  it("has its own default, if it is an ES module", () => {
    assert.equal(library("es-module.js", "exports.__esModule = true; exports.default = 'own';").default, "own");
  });

  it("takes a member that is defined in place of its own", () => {
    const early = library("replaced.js", "exports.Server = 'real';");
    Object.defineProperty(early, "Server", { value: "ours", configurable: true, enumerable: true, writable: true });

    assert.deepEqual([early.Server, require("./replaced.js").Server], ["ours", "ours"]);
  });

  it("is left as it is if it is loaded already, or not there", () => {
    writeFileSync(join(folder, "loaded.js"), "exports.one = 1;");
    const loaded = require("./loaded.js");
    loadLazily(require, "./loaded.js");
    loadLazily(require, "./missing.js");

    assert.equal(require("./loaded.js"), loaded);
    assert.throws(() => require("./missing.js"), { code: "MODULE_NOT_FOUND" });
  });
});
