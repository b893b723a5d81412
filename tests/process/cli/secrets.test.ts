import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../../support/repository";

const PROJECT = join(__dirname, "../../fixtures/secrets");

describe("no secret is in anything that plinth writes", () => {
  let cache: string;
  const plinth = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(REPOSITORY, "cli/bin/plinth.js"), "preview", ...args],
      {
        cwd: tmpdir(),
        encoding: "utf8",
        env: { ...process.env, XDG_CACHE_HOME: cache, AWS_SECRET_ACCESS_KEY: "planted-environment" },
      },
    );
    return { status, text: stdout + stderr };
  };
  const fixture = (...args: string[]) => plinth("-C", PROJECT, "-c", "projectSecret=planted-project-secret", ...args);
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), "plinth-cache-"));
  });
  afterEach(() => rmSync(cache, { recursive: true }));

  for (const format of [[], ["--json"], ["--resources"], ["--format=sarif"], ["--format=junit"]]) {
    it(`not in the report ${format.join("")}`, () => {
      const { status, text } = fixture(...format);

      assert.equal(status, 1);
      assert.deepEqual(text.match(/.*planted.*/gi), null);
    });
  }

  it("not in what a second preview compares with the first", () => {
    fixture();
    const { text } = fixture("-c", "projectSecret=planted-another");
    const remembered = join(cache, "plinth");
    const files = readdirSync(remembered, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

    assert.deepEqual(files.map((file) => file.name).sort(), ["first.json", "second.json"]);
    for (const file of files) {
      assert.deepEqual(readFileSync(join(file.parentPath, file.name), "utf8").match(/.{0,40}planted.{0,40}/g), null);
    }
    assert.deepEqual(text.match(/.*planted.*/gi), null);
  });

  it("not in the error of a program that throws one", () => {
    const { status, text } = fixture("first", "-c", "mode=throw");

    assert.equal(status, 2);
    assert.match(text, /the program fails with \[secret\]/);
    assert.deepEqual(text.match(/.*planted.*/gi), null);
  });

  it("not in the faults of a configuration that has one in the wrong place", () => {
    const { status, text } = plinth(
      ...["-C", join(__dirname, "../../fixtures/secret-configuration")],
      ...["-c", "plinth:account=planted-account"],
      ...["-c", 'plinth:workload={"name":"Planted Name","owner":"planted-owner","planted-key":1}'],
    );

    assert.equal(status, 2);
    assert.match(text, /plinth:account: must be an AWS account id/);
    assert.deepEqual(text.match(/.*planted.*/gi), null);
  });
});
