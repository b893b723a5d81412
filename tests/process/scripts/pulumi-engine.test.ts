import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runCommand } from "../../../scripts/pulumi-engine/command";
import { fromPath } from "../../../scripts/pulumi-engine/from-path";
import { REPOSITORY } from "../../support/repository";

describe("The search for a Pulumi CLI", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-search-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A `pulumi` that says a version, in a folder of its own. */
  const cli = (name: string, script: string): string => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return join(folder, name);
  };

  it("takes the first one on PATH that is usable", async () => {
    const old = cli("old", "echo v3.219.9");
    const broken = cli("broken", "echo no such library >&2; exit 127");
    const good = cli("good", "echo v3.220.0-beta.1");
    const later = cli("later", "echo v3.300.0");

    assert.deepEqual(await fromPath([old, broken, good, later].join(delimiter)), {
      executable: join(good, "pulumi"),
      directory: good,
      version: "3.220.0-beta.1",
      origin: "PATH",
    });
  });

  it("refuses versions that are too old or too new, and what does not run, and says why", async () => {
    const old = cli("old", "echo v3.219.9");
    const next = cli("next", "echo v4.0.0");
    const broken = cli("broken", "echo no such library >&2; exit 127");
    const silent = cli("silent", "echo hello");

    assert.deepEqual(await fromPath([old, next, broken, silent].join(delimiter)), {
      reason: [
        `${join(old, "pulumi")} is version 3.219.9; needed is 3.220 or later, below 4`,
        `${join(next, "pulumi")} is version 4.0.0; needed is 3.220 or later, below 4`,
        `${join(broken, "pulumi")} does not run: no such library`,
        `${join(silent, "pulumi")} does not say its version`,
      ].join("; "),
    });
    assert.deepEqual(await fromPath(""), { reason: "there is none" });
  });

  it("ends with an error that says how to get one, where there is neither pulumi nor npm nor Go", async () => {
    const program = join(REPOSITORY, "scripts/pulumi-engine/main.ts");
    const { code, stdout, stderr } = await runCommand(
      process.execPath,
      [join(REPOSITORY, "engine/loader/typescript.js"), program],
      // npm is found beside node, so only an empty PATH hides it.
      { environment: { PATH: folder, XDG_CACHE_HOME: folder }, timeoutSeconds: 30 },
    );

    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.deepEqual(stderr.slice(stderr.indexOf("no Pulumi CLI")).trimEnd().split("\n"), [
      "no Pulumi CLI. Get it in one of three ways:",
      "  - install it (https://www.pulumi.com/docs/install/), so that `pulumi version` on PATH says 3.220 or later, below 4;",
      "  - let this machine reach npm's registry and get.pulumi.com, so that the npm package `pulumi` can download it;",
      "  - install Go 1.21 or later (https://go.dev/dl/) and let it reach its module proxy; the CLI is then built from source.",
      "What was tried:",
      "  pulumi on PATH: there is none",
      "  downloaded earlier: not downloaded yet",
      "  built earlier: not built yet",
      "  npm package pulumi: npm is not installed",
      "  Go modules: Go is not installed",
    ]);
  });
});

describe("A command", () => {
  it("ends with everything that it started when its time is over", async () => {
    const { code, failure, stdout } = await runCommand("sh", ["-c", "echo started; sleep 100 & wait"], {
      timeoutSeconds: 0.3,
    });

    assert.deepEqual(
      { code, failure, stdout },
      { code: undefined, failure: "no end after 0.3 seconds", stdout: "started\n" },
    );
  });

  it("tells why it could not be started", async () => {
    const { code, failure } = await runCommand("plinth-has-no-such-program", [], { timeoutSeconds: 1 });

    assert.deepEqual({ code, failure }, { code: undefined, failure: "spawn plinth-has-no-such-program ENOENT" });
  });
});
