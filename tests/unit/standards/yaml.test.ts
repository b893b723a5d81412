import assert from "node:assert/strict";
import { parsedYaml } from "@plinth/standards/yaml";

describe("parsedYaml", () => {
  it("reads maps, lists, texts, numbers and aliases", () => {
    assert.deepEqual(parsedYaml("a: &all [1, b, true]\nc: *all\n"), { a: [1, "b", true], c: [1, "b", true] });
  });

  it("reads nothing of an empty text, of two documents, and of what is no YAML", () => {
    for (const text of ["", "# a comment\n", "a: 1\n---\nb: 2\n", "a: [1", "a: 1\na: 2\n"]) {
      assert.equal(parsedYaml(text), undefined, text);
    }
  });

  it("gives up on a text that stands for billions of values, and on one that holds itself", () => {
    const levels = Array.from({ length: 10 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(10)}]`);

    assert.equal(parsedYaml(["l0: &l0 [x, x]", ...levels].join("\n")), undefined);
    assert.equal(parsedYaml("&a [*a]"), undefined);
  });

  it("gives up on a text that is nested too deep", () => {
    for (const part of ['{"a":', "[", "- ", "? ", "- [", "{? "])
      assert.equal(parsedYaml(part.repeat(50_000)), undefined);
  });
});
