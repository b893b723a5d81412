import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blueprintGraphs } from "../../../../scripts/generate/blueprint-graphs";

const README = "blueprints/network/README.md";
const MARKS = /<!-- graph: .* -->[\s\S]*<!-- \/graph -->/;

describe("the pictures of blueprints", () => {
  it("are drawn from production stacks, and change a README between its marks only", async () => {
    const files = await blueprintGraphs(["network"]);
    const text = files.get(README) ?? "";

    assert.deepEqual([...files.keys()], ["blueprints/network/graph.svg", README]);
    assert.match(text, /!\[What network deploys, by layer, and what needs what: network\]\(graph\.svg\)/);
    assert.match(text, /```mermaid\nflowchart LR\n/);
    assert.equal(
      text.replace(MARKS, ""),
      readFileSync(join(__dirname, "../../../..", README), "utf8").replace(MARKS, ""),
    );
  });
});
