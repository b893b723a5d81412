import assert from "node:assert/strict";
import { bytesOf, draw, HEX, LETTERS, uuid } from "../../../engine/pseudo-random";

describe("Pseudo-random text", () => {
  it("is the same for the same seed, and another for another", () => {
    assert.equal(draw("a", HEX, 17), draw("a", HEX, 17));
    assert.notEqual(draw("a", HEX, 17), draw("b", HEX, 17));
    assert.equal(draw("a", HEX, 17), draw("a", HEX, 40).slice(0, 17));
  });

  it("has the length and the characters that it should have, however long it is", () => {
    assert.match(draw("seed", LETTERS, 100), /^[a-z]{100}$/);
    assert.equal(draw("seed", HEX, 0), "");
    assert.equal(bytesOf("seed").length, 32);
  });

  it("is a UUID of version 4 in form", () => {
    assert.match(uuid("seed"), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
