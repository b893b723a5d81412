import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled, isSupported } from "../../../scripts/install";

const LOCKED = {
  "": {},
  cli: { version: "0.1.0" },
  "node_modules/@plinth/cli": { link: true },
  "node_modules/mocha": { version: "12.0.3" },
  "node_modules/@esbuild/darwin-arm64": { version: "0.28.2", optional: true },
};

describe("the installation before start and test", () => {
  let root: string;
  const write = (file: string, packages: object) => writeFileSync(join(root, file), JSON.stringify({ packages }));
  const installed = (packages: object) => write("node_modules/.package-lock.json", packages);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "plinth-install-"));
    mkdirSync(join(root, "node_modules"));
    write("package-lock.json", LOCKED);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("has nothing to do if every package is there, binaries of other platforms left out", () => {
    const { "node_modules/@esbuild/darwin-arm64": _, ...ours } = LOCKED;
    installed(ours);

    assert.equal(isInstalled(root), true);
  });

  it("is done if nothing was installed yet", () => {
    assert.equal(isInstalled(root), false);
  });

  it("is done if a package is missing", () => {
    const { "node_modules/mocha": _, ...others } = LOCKED;
    installed(others);

    assert.equal(isInstalled(root), false);
  });

  it("is done if a package has another version", () => {
    installed({ ...LOCKED, "node_modules/mocha": { version: "12.0.2" } });

    assert.equal(isInstalled(root), false);
  });

  it("refuses releases of Node.js before 20.19", () => {
    const versions = ["18.20.0", "20.18.3", "20.19.0", "22.1.0"];

    assert.deepEqual(versions.filter(isSupported), ["20.19.0", "22.1.0"]);
  });
});
