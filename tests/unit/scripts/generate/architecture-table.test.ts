import assert from "node:assert/strict";
import { architecturePage, withTable } from "../../../../scripts/generate/architecture-table";
import { ROOMS } from "../../../../scripts/lint/rooms";

const ROOM = { path: "base", holds: "what all share", imports: [] };
const PAGE = "# A\n\n<!-- rooms: written by npm run generate -->\nold\n<!-- /rooms -->\n\nrest\n";

describe("the table of rooms", () => {
  it("stands between the marks of the page, and leaves the rest alone", () => {
    const text = withTable(PAGE, [
      ROOM,
      { ...ROOM, path: "units/*", imports: ["base"], types: ["a"], resolves: ["b"] },
    ]);
    const [before, table = "", after] = text.split(/<!-- .*rooms.* -->/);

    assert.equal(before, "# A\n\n");
    assert.equal(after, "\n\nrest\n");
    assert.ok(table.includes("| `base`    | what all share | nothing of ours                    |"));
    assert.ok(table.includes("| `units/*` | what all share | `base`; types of `a`; resolves `b` |"));
  });

  it("refuses a page without marks", () => {
    assert.throws(() => withTable("# A\n", [ROOM]), /^Error: docs\/architecture\.md must have the marks /);
  });

  it("has a row for each room of the lint", () => {
    const page = architecturePage().get("docs/architecture.md") ?? "";

    assert.deepEqual(
      ROOMS.filter(
        ({ path, holds }) => !page.split("\n").some((row) => row.includes(`| \`${path}\` `) && row.includes(holds)),
      ),
      [],
    );
  });
});
