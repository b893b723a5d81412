import assert from "node:assert/strict";
import { coveragePage } from "../../../../scripts/generate/coverage-page";

describe("the page of coverage", () => {
  const [[path, text] = assert.fail("no page")] = coveragePage();

  it("has a section for each promise, with what is judged, inert and undetermined by service", () => {
    assert.equal(path, "docs/coverage.md");
    assert.deepEqual(text.match(/^## .*$/gm), [
      "## A role of its own for each workload",
      "## Data that says whose it is and how sensitive",
      "## No way in from the internet",
      "## No way out to the internet",
      "## Policies that let in nobody from outside, and give no more than they must",
      "## Retention that follows the classification",
      "## Sensitive data under a key of the workload",
    ]);
    assert.equal(text.match(/^\| service \| judged \| inert \| undetermined \|$/gm)?.length, 7);
  });

  it("gives the reason of what is inert by its letter", () => {
    assert.match(text, /^\| rds \| .* \| .*ClusterInstance \(([a-z])\)/m);
    assert.match(text, /^- [a-z]: an object or a member of a store, which carries the tags$/m);
  });

  it("leaves no data store, and nothing that could be one, undetermined", () => {
    assert.match(text, /^About types that hold data, .*: \d+ judged, \d+ inert, 0 undetermined\.$/m);
  });
});
