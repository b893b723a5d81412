import assert from "node:assert/strict";
import * as z from "zod/mini";
import { identifier, invalidMembers, readInput, userText } from "../../../../services/runtime/input";

const schema = z.strictObject({ id: identifier, text: userText, list: z.optional(z.array(z.number())) });

describe("input of a service", () => {
  it("is returned as it is if it matches", () => {
    const event = { id: "a-B_1", text: "Hello", list: [1] };

    assert.deepEqual(readInput(schema, event), event);
  });

  it("is refused with every wrong member once, and no value", () => {
    assert.throws(() => readInput(schema, { id: "../secret", text: "", list: [1, "secret", "secret"] }), {
      name: "InvalidInputError",
      message: "not an input of this tool: id, text, list.1, list.2",
      members: ["id", "text", "list.1", "list.2"],
    });
  });

  it("is refused as a whole if it has unknown members or is no object", () => {
    for (const event of [{ id: "a", text: "b", admin: true }, "a", null, undefined]) {
      assert.throws(() => readInput(schema, event), { message: "not an input of this tool: event" });
    }
  });

  it("has bounded text and identifiers", () => {
    for (const [member, wrong] of [
      ["id", { id: "a".repeat(65), text: "b" }],
      ["id", { id: "", text: "b" }],
      ["text", { id: "a", text: "x".repeat(8_001) }],
    ] as const) {
      const { error } = schema.safeParse(wrong);
      assert.deepEqual(error && invalidMembers(error, "body"), [member]);
    }
    assert.equal(schema.safeParse({ id: "a".repeat(64), text: "x".repeat(8_000) }).success, true);
  });
});
