import assert from "node:assert/strict";
import { compare } from "../../../../cli/history/last-preview";

describe("compare", () => {
  it("tells what was created, deleted and updated, with the properties that differ", () => {
    const last = { a: { size: 1, tags: { x: "1" } }, b: {}, same: { list: [1, 2] } };
    const current = { a: { size: 2, tags: { x: "2" }, extra: true }, same: { list: [1, 2] }, c: {} };

    assert.deepEqual(compare(last, current), {
      created: ["c"],
      deleted: ["b"],
      updated: [{ urn: "a", properties: ["extra", "size", "tags"] }],
    });
  });

  it("finds nothing between equal previews", () => {
    assert.deepEqual(compare({ a: { x: [1] } }, { a: { x: [1] } }), { created: [], deleted: [], updated: [] });
  });
});
