import assert from "node:assert/strict";
import {
  cell,
  countedTypes,
  marked,
  paddedTable,
  pageNameOf,
  table,
  withMarked,
} from "../../../../scripts/generate/markdown";

describe("Markdown of generated pages", () => {
  it("keeps a cell in one line and its bars in it", () => {
    assert.equal(cell("a | b\n  c"), "a \\| b c");
  });

  it("writes a table with its head", () => {
    assert.equal(table(["a", "b"], [["1", "2"]]), "| a | b |\n| --- | --- |\n| 1 | 2 |");
  });

  it("pads the columns of a table", () => {
    assert.equal(paddedTable(["a", "bb"], [["111", "2"]]), "| a   | bb |\n| --- | -- |\n| 111 | 2  |");
  });

  it("replaces what is between the marks of a text that has them", () => {
    const marks = ["<!-- a -->", "<!-- /a -->"] as const;

    assert.equal(marked(marks, "b"), "<!-- a -->\n\nb\n\n<!-- /a -->");
    assert.equal(withMarked(`before ${marked(marks, "b")} after`, marks, "c"), `before ${marked(marks, "c")} after`);
    assert.equal(withMarked("<!-- /a --> <!-- a -->", marks, "c"), undefined);
    assert.equal(withMarked("before", marks, "c"), undefined);
  });

  it("counts types, each once, by name", () => {
    assert.equal(countedTypes(["aws:b", "aws:a", "aws:b"]), "- `aws:a`\n- `aws:b` × 2");
  });

  it("names the page of a class", () => {
    assert.deepEqual(["S3VectorStore", "InferenceVpc"].map(pageNameOf), ["s3-vector-store.md", "inference-vpc.md"]);
  });
});
