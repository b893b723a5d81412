import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { obtainPulumi } from "../../../scripts/pulumi-engine";
import { cacheDirectory, lastLine, type PulumiCli, probe } from "../../../scripts/pulumi-engine/cli";
import { fromGo, goCached } from "../../../scripts/pulumi-engine/from-go";
import { fromNpm, npmCached } from "../../../scripts/pulumi-engine/from-npm";
import { executablesNamed, isExecutable } from "../../../scripts/pulumi-engine/from-path";
import { writePlugins } from "../../../scripts/pulumi-engine/plugins";

/** A `pulumi` that prints a version, as a line of a shell script that writes it to `$1`. */
const WRITE_PULUMI = String.raw`mkdir -p "$(dirname "$out")"; printf '#!/bin/sh\necho v3.246.0\n' > "$out"; chmod +x "$out"`;

describe("The sources of a Pulumi CLI", () => {
  let folder: string;
  let before: Readonly<Record<string, string | undefined>>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-sources-"));
    before = { PATH: process.env.PATH, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
    process.env.XDG_CACHE_HOME = join(folder, "cache");
    process.env.PATH = [join(folder, "bin"), "/usr/bin", "/bin"].join(delimiter);
  });
  afterEach(() => {
    Object.assign(process.env, before);
    if (before.XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program of that name, first on PATH. */
  const program = (name: string, script: string): string => {
    const file = join(folder, "bin", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it("build the CLI with Go, keep it, and find it again", async () => {
    program(
      "go",
      `[ "$1" = version ] && echo go1.26 && exit 0\nwhile [ "$1" != -o ]; do shift; done; out="$2"\n${WRITE_PULUMI}`,
    );
    const lines: string[] = [];
    assert.deepEqual(await goCached(), { reason: "not built yet" });

    const cli = await fromGo((line) => lines.push(line));

    const executable = join(cacheDirectory(), "pulumi-v3.246.0", "pulumi");
    assert.deepEqual(cli, { executable, directory: dirname(executable), version: "3.246.0", origin: "Go" });
    assert.deepEqual(await goCached(), cli);
    assert.deepEqual(readdirSync(cacheDirectory()), ["pulumi-v3.246.0"]);
    assert.deepEqual(lines, ["building the Pulumi CLI v3.246.0 with go1.26; 3 to 5 minutes on 2 cores, once"]);
  });

  it("report what the Go compiler reports, and leave nothing behind", async () => {
    program(
      "go",
      '[ "$1" = version ] && echo go1.26 && exit 0\nprintf "go: downloading x v1\\nx/y\\nx/y.go:1: no such thing\\n" >&2; exit 1',
    );

    assert.deepEqual(await fromGo(() => {}), { reason: "go build failed: x/y.go:1: no such thing" });
    assert.deepEqual(readdirSync(cacheDirectory()), []);
  });

  it("have the npm package download the CLI into the cache, and find it again", async () => {
    program("npm", `out="$PULUMI_HOME/versions/$PULUMI_VERSION/bin/pulumi"\n${WRITE_PULUMI}`);
    assert.deepEqual(await npmCached(), { reason: "not downloaded yet" });

    const cli = await fromNpm();

    assert.deepEqual("version" in cli && [cli.version, cli.origin], ["3.246.0", "npm"]);
    assert.deepEqual(await npmCached(), cli);
  });

  it("report the last line of an npm that fails", async () => {
    program("npm", 'printf "npm error code E404\\nnpm error not found\\n" >&2; exit 1');

    assert.deepEqual(await fromNpm(), { reason: "npm error not found" });
  });

  it("are tried in order, PATH first", async () => {
    const executable = program("pulumi", "echo v3.300.0");
    const lines: string[] = [];

    const cli = await obtainPulumi((line) => lines.push(line));

    assert.deepEqual(cli, { executable, directory: dirname(executable), version: "3.300.0", origin: "PATH" });
    assert.deepEqual(lines, [`Pulumi CLI 3.300.0 (pulumi on PATH): ${executable}`]);
  });

  it("find executables on PATH, and no other files", async () => {
    const executable = program("pulumi", "echo v3.300.0");
    writeFileSync(join(folder, "pulumi"), "");

    assert.deepEqual(executablesNamed("pulumi", [folder, dirname(executable), ""].join(delimiter)), [executable]);
    assert.deepEqual([executable, join(folder, "pulumi"), join(folder, "none")].map(isExecutable), [
      true,
      false,
      false,
    ]);
    assert.deepEqual(await probe(join(folder, "none"), "PATH"), {
      reason: `${join(folder, "none")} does not run: spawn ${join(folder, "none")} ENOENT`,
    });
    assert.equal(lastLine("one\ntwo\n\n"), "two");
  });

  it("get plugins: a simulated provider a package, and a language host where the CLI has none", () => {
    const directory = join(folder, "plugins");
    const cli: PulumiCli = {
      executable: join(folder, "bin/pulumi"),
      directory: join(folder, "bin"),
      version: "3.246.0",
      origin: "Go",
    };

    const ours = writePlugins(cli, directory, ["aws", "random"]);

    assert.deepEqual(readdirSync(directory).sort(), [
      "pulumi-language-nodejs",
      "pulumi-resource-aws",
      "pulumi-resource-random",
    ]);
    assert.match(
      readFileSync(join(directory, "pulumi-resource-aws"), "utf8"),
      /^#!\/bin\/sh\nexec '.*' '.*\/engine\/provider\/main\.js' 'aws' "\$@"\n$/,
    );
    assert.match(ours.languageHost, /scripts\/pulumi-engine\/language-host\/main\.ts$/);
    assert.equal(ours.path, [directory, cli.directory, process.env.PATH].join(delimiter));

    const host = program("pulumi-language-nodejs", "exit 0");
    const other = join(folder, "other");
    assert.equal(writePlugins(cli, other, []).languageHost, host);
    assert.equal(existsSync(join(other, "pulumi-language-nodejs")), false);
  });
});
