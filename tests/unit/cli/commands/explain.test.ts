import assert from "node:assert/strict";
import { rules } from "@plinth/policies";
import { Command } from "commander";
import { completionScript } from "../../../../cli/commands/completion";
import { explain } from "../../../../cli/commands/explain";
import { RecordingTerminal } from "../../../support/terminal";

function explained(id?: string): string {
  const terminal = new RecordingTerminal();
  explain(id, terminal);
  return terminal.written;
}

describe("plinth explain", () => {
  it("lists every rule once", () => {
    const listed = explained()
      .split("\n")
      .flatMap((line) => /^ {2}([a-z0-9-]+)/.exec(line)?.[1] ?? []);

    assert.deepEqual(listed.sort(), rules.map(({ id }) => id).sort());
  });

  it("explains each rule in the same sections", () => {
    for (const { id, title } of rules) {
      const text = explained(id);

      assert.equal(text.split("\n")[0], `${id}: ${title}`);
      for (const part of ["Asked about", "Why", "Examples", "Serves", `  - rule: ${id}`]) {
        assert.ok(text.includes(`\n${part}`) || text.includes(`  ${part}`), `${id}: ${part}`);
      }
    }
  });

  it("refuses an unknown rule, and says which one may be meant", () => {
    assert.throws(() => explained("s3-bucket-is-privat"), /did you mean s3-bucket-is-private\?/);
    assert.throws(() => explained("vpc-logs"), /did you mean vpc-has-flow-logs\?/);
    assert.throws(() => explained("zzz"), /plinth explain lists them/);
  });

  it("is completed with the ids of the rules", () => {
    const program = new Command("plinth");
    program.command("explain");

    for (const { id } of rules) assert.ok(completionScript("bash", program).includes(` ${id} `), id);
  });
});
