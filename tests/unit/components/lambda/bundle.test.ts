import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MODULE = require.resolve("../../../../components/lambda/bundle");

/** The function as a new process would call it, without the bundles of this one. */
function freshBundle(): typeof import("../../../../components/lambda/bundle").bundle {
  delete require.cache[MODULE];
  Reflect.deleteProperty(globalThis, Symbol.for("@plinth/components/lambda/bundle"));
  return require(MODULE).bundle;
}

describe("bundle", () => {
  let folder: string;
  let entry: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-test-"));
    mkdirSync(join(folder, "node_modules"));
    entry = join(folder, "index.ts");
    writeFileSync(join(folder, "greeting.ts"), `export const greeting: string = "hello";`);
    writeFileSync(entry, `import { greeting } from "./greeting";\nexport const handler = () => greeting;\n`);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("makes one file that runs", () => {
    const { file } = freshBundle()(entry);

    assert.equal(require(file).handler(), "hello");
  });

  it("makes the same bytes from the same sources, wherever they are", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "plinth-test-"));
    mkdirSync(join(elsewhere, "node_modules"));
    for (const name of ["index.ts", "greeting.ts"]) {
      writeFileSync(join(elsewhere, name), readFileSync(join(folder, name)));
    }

    assert.equal(freshBundle()(join(elsewhere, "index.ts")).sha256, freshBundle()(entry).sha256);
    rmSync(elsewhere, { recursive: true });
  });

  it("reads the bundle from disk while no source has changed", () => {
    const { file, sha256 } = freshBundle()(entry);
    const recipes = join(folder, "node_modules/.cache/plinth/bundles");
    const recipe = join(recipes, readdirSync(recipes)[0] ?? "", "recipe.json");
    const written = readFileSync(recipe, "utf8");

    assert.deepEqual(freshBundle()(entry), { file, sha256 });
    assert.equal(readFileSync(recipe, "utf8"), written);
    assert.deepEqual(Object.keys(JSON.parse(written).inputs), ["greeting.ts", "index.ts"]);
  });

  it("makes a new bundle when a source of the entry has changed", () => {
    const before = freshBundle()(entry);
    writeFileSync(join(folder, "greeting.ts"), `export const greeting = "good day";`);
    const after = freshBundle()(entry);

    assert.notEqual(after.file, before.file);
    assert.equal(require(after.file).handler(), "good day");
  });

  it("makes a new bundle when the one on disk was tampered with", () => {
    const { file, sha256 } = freshBundle()(entry);
    writeFileSync(file, "exports.handler = () => 'stolen';");

    assert.deepEqual(freshBundle()(entry), { file, sha256 });
    assert.equal(require(file).handler(), "hello");
  });

  it("refuses a handler that does not build", () => {
    writeFileSync(entry, `import { missing } from "./missing";\nexport const handler = missing;\n`);

    assert.throws(() => freshBundle()(entry), /Could not resolve "\.\/missing"/);
  });
});
