import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { obtainPulumi } from "../../../scripts/pulumi-engine";
import { cacheDirectory, lastLine, probe } from "../../../scripts/pulumi-engine/cli";
import { fromGo, goCached } from "../../../scripts/pulumi-engine/from-go";
import { fromNpm, npmCached } from "../../../scripts/pulumi-engine/from-npm";
import { executablesNamed, isExecutable } from "../../../scripts/pulumi-engine/from-path";
import { writePlugins } from "../../../scripts/pulumi-engine/plugins";

describe("The sources of a Pulumi CLI", () => {
  const before = { PATH: process.env.PATH, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-sources-"));
    process.env.XDG_CACHE_HOME = folder;
    process.env.PATH = join(folder, "bin");
  });
  afterEach(() => {
    process.env.PATH = before.PATH;
    if (before.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before.XDG_CACHE_HOME;
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program that prints a version. */
  const program = (directory: string, name: string, mode = 0o755): string => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, name), "#!/bin/sh\necho v3.246.0\n", { mode });
    return join(directory, name);
  };

  it("keep what they get in the user's cache", () => {
    assert.equal(cacheDirectory(), join(folder, "plinth"));
  });

  it("are found again by the next run", async () => {
    const npm = program(join(folder, "plinth/versions/3.265.0/bin"), "pulumi");
    const go = program(join(folder, "plinth/pulumi-v3.246.0"), "pulumi");
    const [fromCache, built] = [await npmCached(), await goCached()];

    assert.deepEqual("executable" in fromCache && [fromCache.executable, fromCache.origin], [npm, "npm"]);
    assert.deepEqual("executable" in built && [built.executable, built.origin], [go, "Go"]);
  });

  it("say why they have none: nothing kept, no npm, no Go", async () => {
    assert.deepEqual(await npmCached(), { reason: "not downloaded yet" });
    assert.deepEqual(await goCached(), { reason: "not built yet" });
    assert.deepEqual(await fromNpm(), { reason: "npm is not installed" });
    assert.deepEqual(await fromGo(() => undefined), { reason: "Go is not installed" });
  });

  it("are tried in their order, and all their reasons are told", async () => {
    const told: string[] = [];
    await assert.rejects(
      obtainPulumi((line) => told.push(line)),
      /What was tried:\n {2}pulumi on PATH: there is none\n {2}downloaded earlier: not downloaded yet\n {2}built earlier: not built yet\n {2}npm package pulumi: npm is not installed\n {2}Go modules: Go is not installed$/,
    );
    assert.equal(told.length, 5);

    program(join(folder, "bin"), "pulumi");
    assert.equal((await obtainPulumi(() => undefined)).origin, "PATH");
  });

  it("are probed for their version", async () => {
    const executable = program(join(folder, "bin"), "pulumi");

    assert.deepEqual(await probe(executable, "PATH"), {
      executable,
      directory: join(folder, "bin"),
      version: "3.246.0",
      origin: "PATH",
    });
    assert.equal(lastLine("one\ntwo\n"), "two");
  });

  it("are executable files on PATH, in its order", () => {
    const [first, second] = [program(join(folder, "a"), "pulumi"), program(join(folder, "b"), "pulumi")];
    const data = program(join(folder, "c"), "pulumi", 0o644);
    const path = ["a", "c", "b", "none"].map((name) => join(folder, name)).join(delimiter);

    assert.deepEqual(executablesNamed("pulumi", path), [first, second]);
    assert.equal(isExecutable(data), false);
  });

  it("get a start script for each plugin, and a language host only where they have none", () => {
    const cli = { executable: "", directory: join(folder, "cli"), version: "3.246.0", origin: "Go" } as const;
    const plugins = join(folder, "plugins");
    const { path, languageHost } = writePlugins(cli, plugins, ["aws"]);

    assert.equal(path, [plugins, cli.directory, join(folder, "bin")].join(delimiter));
    assert.match(languageHost, /language-host\/main\.ts$/);
    assert.match(
      readFileSync(join(plugins, "pulumi-resource-aws"), "utf8"),
      /engine\/provider\/main\.js' 'aws' "\$@"\n$/,
    );

    const own = program(cli.directory, "pulumi-language-nodejs");
    rmSync(plugins, { recursive: true });
    assert.equal(writePlugins(cli, plugins, []).languageHost, own);
  });
});
