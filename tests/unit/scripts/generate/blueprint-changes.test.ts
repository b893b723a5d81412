import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { blueprintChanges, changeFiles, changesSection } from "../../../../scripts/generate/blueprint-changes";

describe("changes of running stacks", () => {
  it("are read for every blueprint that has a file of them", () => {
    assert.ok(changeFiles().length > 5 && changeFiles().every((file) => existsSync(file)));
    assert.ok((blueprintChanges()["customer-support"]?.changes.length ?? 0) > 0);
  });

  it("are told with what they set and what they do", () => {
    const text = changesSection({
      changes: [
        { title: "more", set: { "plinth:a": 1 }, creates: ["Bucket"], retags: true, note: "Once." },
        { title: "less", set: { "plinth:a": null }, refused: ["Key"] },
        { title: "none", set: {} },
      ],
    });

    assert.deepEqual(text.split("\n").slice(-3), [
      "| more | `plinth:a: 1` | Creates Bucket; tags the rest anew. Once. |",
      "| less | `plinth:a` removed | **refused**: protected Key would go. |",
      "| none |  | Nothing. |",
    ]);
  });
});
