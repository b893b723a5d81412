import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START_IMAGE = require.resolve("@plinth/engine/loader/start-image.js");

describe("modules that start from an image", () => {
  let root: string;
  let sdk: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "plinth-image-")));
    sdk = join(root, "node_modules/@pulumi/pulumi");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(join(sdk, "name.js"), "exports.name = 'first';");
    write("index.js", "exports.name = require('./name').name; exports.where = require.resolve('./name');");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Each file gets another time than before, as if it had been written a while later. */
  let time = Date.now() / 1000;
  function write(file: string, text: string): void {
    writeFileSync(join(sdk, file), text);
    time += 10;
    utimesSync(join(sdk, file), time, time);
  }

  /** What an expression is in a new process that starts from the image; `reads` is how many files the loader read. */
  function start(expression: string): unknown {
    const program = `const { startFromImage, startSdksFromImage } = require(${JSON.stringify(START_IMAGE)});
      startFromImage();
      startSdksFromImage(${JSON.stringify(sdk)});
      const read = require("node:fs").readFileSync;
      let reads = 0;
      require("node:fs").readFileSync = (file, ...rest) => {
        if (String(file).startsWith(${JSON.stringify(sdk)})) reads++;
        return read(file, ...rest);
      };
      const sdk = require(${JSON.stringify(join(sdk, "index.js"))});
      console.log(JSON.stringify(${expression}));`;
    writeFileSync(join(root, "start.js"), program);
    return JSON.parse(execFileSync(process.execPath, ["start.js"], { cwd: root, encoding: "utf8" }));
  }

  it("are what they were, without being read", () => {
    const first = start("[sdk, reads]");
    const second = start("[sdk, reads]");

    assert.deepEqual(first, [{ name: "first", where: join(sdk, "name.js") }, 2]);
    assert.deepEqual(second, [{ name: "first", where: join(sdk, "name.js") }, 0]);
  });

  it("are read again once they have changed, or are gone", () => {
    start("sdk");
    write("name.js", "exports.name = 'other';");
    assert.deepEqual(start("[sdk.name, reads]"), ["other", 1]);

    rmSync(join(sdk, "name.js"));
    mkdirSync(join(sdk, "name"));
    write("name/index.js", "exports.name = 'moved';");
    assert.deepEqual(start("[sdk.name, sdk.where]"), ["moved", join(sdk, "name/index.js")]);
  });

  it("are read again once other packages are installed", () => {
    start("sdk");
    writeFileSync(join(root, "node_modules/.package-lock.json"), "{}");
    assert.deepEqual(start("reads"), 2);
  });

  it("tell where an error comes from", () => {
    write("index.js", "exports.fail = () => {\n  throw new Error('failed');\n};");
    const failure = "(() => { try { sdk.fail(); } catch ({ stack }) { return stack.split('\\n')[1]; } })()";

    assert.equal(start(failure), start(failure));
    assert.match(String(start(failure)), /index\.js:2:9\)$/);
  });
});
