import assert from "node:assert/strict";
import { parseJson } from "../../../../services/runtime/json";

describe("JSON from outside", () => {
  it("is parsed, and undefined if it is none", () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.deepEqual(["", "{", "undefined", "null"].map(parseJson), [undefined, undefined, undefined, null]);
  });
});
