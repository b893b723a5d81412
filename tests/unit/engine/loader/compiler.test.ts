import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile, compilerIn } from "../../../../engine/loader/compiler";

const MODULES = join(__dirname, "../../../../node_modules");
const SDK = join(MODULES, "@pulumi/pulumi");

describe("A program's compiler", () => {
  let folder: string;

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-compiler-"));
    mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
    symlinkSync(SDK, join(folder, "node_modules/@pulumi/pulumi"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the TypeScript that Pulumi's SDK finds", () => {
    const found = compilerIn(folder);

    assert.equal(found?.library, join(MODULES, "typescript/lib/typescript.js"));
    assert.deepEqual(found?.options, {});
  });

  it("has the options of tsconfig.json over those that it extends, with Pulumi's target and modules between them", () => {
    write({
      "base/tsconfig.json":
        '{ "compilerOptions": { "target": "es5", "module": "esnext", "strict": true, "jsx": "react" } }',
      "tsconfig.json":
        '{ "extends": "./base/tsconfig.json", /* a // comment */ "compilerOptions": { "jsx": "preserve", } }',
    });

    assert.deepEqual(compilerIn(folder)?.options, { strict: true, jsx: "preserve" });
  });

  it("follows packages that tsconfig.json extends", () => {
    write({
      "node_modules/@shop/tsconfig/package.json": '{ "name": "@shop/tsconfig" }',
      "node_modules/@shop/tsconfig/tsconfig.json": '{ "compilerOptions": { "esModuleInterop": true } }',
      "tsconfig.json": '{ "extends": ["@shop/tsconfig/tsconfig.json"] }',
    });

    assert.deepEqual(compilerIn(folder)?.options, { esModuleInterop: true });
  });

  it("is swc if tsconfig.json says so, or there is no SDK", () => {
    write({ "tsconfig.json": '{ "ts-node": { "swc": true } }' });

    assert.equal(compilerIn(folder), undefined);
    assert.equal(compilerIn("/"), undefined);
  });

  it("writes what Pulumi serialises: modules without helpers, unless tsconfig.json asks for them", () => {
    const source = 'import * as crypto from "node:crypto";\nexport const id = () => crypto.randomUUID();\n';
    const [written = "", withHelpers = ""] = [{ module: "commonjs" }, {}].map((options) => {
      write({ "tsconfig.json": JSON.stringify({ compilerOptions: options }) });
      const compiler = compilerIn(folder);
      return compiler && compile(compiler, source, join(folder, "index.ts"), "commonjs", false)?.code;
    });

    assert.ok(written.includes('\nconst crypto = require("node:crypto");\nconst id = () => crypto.randomUUID();\n'));
    assert.ok(withHelpers.includes('\nconst crypto = __importStar(require("node:crypto"));\n'));
  });

  it("leaves import() as it is where TypeScript does", () => {
    const source = 'export const load = () => import("./names.mjs");\n';
    const [required = "", native = ""] = ["commonjs", "nodenext"].map((module) => {
      write({ "tsconfig.json": JSON.stringify({ compilerOptions: { module } }) });
      const compiler = compilerIn(folder);
      return compiler && compile(compiler, source, join(folder, "index.ts"), "commonjs", false)?.code;
    });

    assert.ok(required.includes('require("./names.mjs")'));
    assert.ok(native.includes('import("./names.mjs")'));
  });

  it("keeps classes where its TypeScript is older than the target", () => {
    const library = join(SDK, "vendor/typescript@3.8.3/typescript.js");
    const compiler = { library, version: "3.8.3", options: { target: "es2022" } };
    const written = compile(compiler, "export class Store {}\n", join(folder, "index.ts"), "es6", false);

    assert.equal(written?.code, "export class Store {\n}\n");
  });

  it("does not compile what it does not understand", () => {
    const compiler = compilerIn(folder);

    assert.ok(compiler);
    assert.equal(compile(compiler, "const = 1;", join(folder, "index.ts"), "commonjs", false), undefined);
  });
});
