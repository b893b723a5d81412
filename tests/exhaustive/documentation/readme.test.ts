import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview } from "../../../cli/commands/preview";
import { copyProject } from "../../support/project";
import { REPOSITORY } from "../../support/repository";
import { RecordingTerminal } from "../../support/terminal";

/** What the README says that a command prints; an ellipsis stands for what it leaves out. */
function printedBy(command: string): readonly string[] {
  const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");
  const block = readme.split(`\`\`\`console\n$ ${command}\n`)[1]?.split("\n```")[0] ?? "";
  return block.split("\n").filter((line) => !/^…?$/.test(line));
}

/** Without the seconds, which differ each time. */
function withoutTime(line: string): string {
  return line.replace(/\(\d+\.\d s\)/, "(s)");
}

function missing(lines: readonly string[], text: string): readonly string[] {
  const printed = text.split("\n").map(withoutTime);
  return lines.map(withoutTime).filter((line) => {
    const [beginning = ""] = line.split(" …");
    return !printed.some((one) => (line.endsWith("…") ? one.startsWith(beginning) : one === line));
  });
}

describe("the README", () => {
  let folder: string;
  const run = async (...stacks: readonly string[]) => {
    const terminal = new RecordingTerminal();
    const args = {
      stacks,
      directory: folder,
      strict: false,
      everyResource: false,
      config: {},
      format: "text" as const,
    };
    await preview(args, terminal);
    return terminal.written;
  };
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "plinth-readme-")), "project");
    copyProject(REPOSITORY, folder);
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  it("shows what npm start prints", async () => {
    const shown = printedBy("npm start");

    assert.ok(shown.length > 30);
    assert.deepEqual(missing(shown, await run()), []);
  });

  it("shows what a bucket that says nothing of its data is blocked by", async () => {
    const shown = printedBy("npm start -- support-dev");
    const [, line = ""] = /```ts\n(new .*)\n```/.exec(readFileSync(join(REPOSITORY, "README.md"), "utf8")) ?? [];
    await run("support-dev");
    appendFileSync(join(folder, "stacks/index.ts"), line);

    assert.ok(shown.length > 15);
    assert.deepEqual(missing(shown, await run("support-dev")), []);
  });
});
