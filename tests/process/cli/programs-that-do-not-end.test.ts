import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../../support/repository";

/** Seconds without progress that the programs get; a run that takes `LIMIT_MS` has not ended by itself. */
const TIMEOUT_SECONDS = 1;
const LIMIT_MS = 60_000;

/** Each program with what its failure says; `FOLDER` stands for the project's. */
const PROGRAMS: Readonly<Record<string, { readonly program: string; readonly says: string }>> = {
  "leaves a timer": {
    program: "setInterval(() => {}, 1000);",
    says: "the program made no progress for 1 s; it waits for Timeout",
  },
  "leaves a server open": {
    program: 'import { createServer } from "node:http";\ncreateServer().listen(0);',
    says: "the program made no progress for 1 s; it waits for TCPServerWrap",
  },
  "loops when it is loaded": {
    program: "function spin(): void {\n  for (;;) Math.random();\n}\nspin();",
    says: "the program blocked the event loop for 1 s\n  at FOLDER/index.ts:2:N",
  },
  "loops in an apply, and keeps trying": {
    program: [
      'import * as pulumi from "@pulumi/pulumi";',
      "pulumi.output(1).apply(async () => {",
      "  await new Promise((done) => setTimeout(done, 20));",
      '  for (;;) try { JSON.parse(""); } catch {}',
      "});",
    ].join("\n"),
    says: "the program blocked the event loop for 1 s\n  at FOLDER/index.ts:4:N",
  },
  "waits for what never resolves": {
    program: 'import * as pulumi from "@pulumi/pulumi";\nexport const x = pulumi.output(new Promise(() => {}));',
    says: "the program waits for a promise that nothing will ever resolve",
  },
  "ends the process": {
    program: "process.exit(0);",
    says: "the program threw called process.exit(0)\n  at FOLDER/index.ts:1:9",
  },
  "overflows the stack": {
    program: "const deeper = (): number => deeper() + 1;\ndeeper();",
    says: "the program threw RangeError: Maximum call stack size exceeded\n  at FOLDER/index.ts:1:N",
  },
  "throws what is no error, later": {
    program: 'setTimeout(() => {\n  throw "down";\n}, 10);',
    says: "the program threw down",
  },
};

/** It takes longer than the limit, and waits for nothing but the answers to its requests. */
const BUSY = `
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
async function pets(): Promise<void> {
  for (let n = 0; n < 80; n++) {
    const pet = new random.RandomPet("pet-" + n);
    await new Promise((done) => pet.id.apply(done));
    for (const end = Date.now() + 40; Date.now() < end; );
  }
}
export const done = pets();
`;

describe("plinth preview of a program that does not end", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-endless-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: endless\nruntime: nodejs\n");
    symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const preview = (...args: string[]) =>
    spawnSync(
      process.execPath,
      [
        join(REPOSITORY, "cli/bin/plinth.js"),
        ...["preview", "-C", folder, "--timeout", String(TIMEOUT_SECONDS), ...args],
      ],
      { cwd: tmpdir(), encoding: "utf8", timeout: LIMIT_MS },
    );
  /** Columns within a loop are where it was met. */
  const withoutPlace = (text: string) =>
    text.replaceAll(folder, "FOLDER").replace(/(index\.ts:[2-9]|:1):\d+$/gm, "$1:N");

  for (const [title, { program, says }] of Object.entries(PROGRAMS)) {
    it(`ends, and says so: ${title}`, () => {
      writeFileSync(join(folder, "index.ts"), program);
      const message = withoutPlace(`stack dev: ${says}`);

      const text = preview();
      assert.deepEqual([text.signal, text.status, text.stderr], [null, 2, ""]);
      assert.equal(
        withoutPlace(text.stdout.split("\n\n")[0] ?? ""),
        `dev\n  ✗ not previewed\n  ${message.replace("\n", "\n  ")}`,
      );

      const json = preview("--json");
      assert.deepEqual([json.signal, json.status, json.stderr], [null, 2, ""]);
      const { failures, totals } = JSON.parse(json.stdout);
      assert.deepEqual(
        failures.map((failure: { stack: string; message: string }) => [failure.stack, withoutPlace(failure.message)]),
        [["dev", message]],
      );
      assert.equal(totals.notPreviewed, 1);
    });
  }

  it("lets a program wait for a child process", () => {
    writeFileSync(
      join(folder, "index.ts"),
      'import { execSync } from "node:child_process";\nexport const said = execSync("sleep 3.2; echo done").toString();',
    );
    const { status, stdout } = preview();

    assert.equal(status, 0, stdout);
  });

  it("lets a large program go on that gives the event loop no turn", () => {
    writeFileSync(join(folder, "index.ts"), BUSY);
    const { status, stdout } = preview();

    assert.equal(status, 0, stdout);
    assert.match(stdout, /1 stack, 80 resources/);
  });

  it("writes the report of a program that loops to its file, and what was found before", () => {
    writeFileSync(
      join(folder, "index.ts"),
      'import * as pulumi from "@pulumi/pulumi";\nif (pulumi.getStack() === "second") for (;;) Math.random();',
    );
    for (const stack of ["first", "second"]) writeFileSync(join(folder, `Pulumi.${stack}.yaml`), "config: {}\n");
    const { status, stdout } = preview("--format", "json", "--output", join(folder, "report.json"));

    assert.equal(status, 2);
    assert.match(stdout, /^first\n/);
    const { stacks, failures } = require(join(folder, "report.json"));
    assert.deepEqual(
      [stacks.map(({ stack }: { stack: string }) => stack), failures.map(({ stack }: { stack: string }) => stack)],
      [["first"], ["second"]],
    );
  });
});
