import assert from "node:assert/strict";
import * as z from "zod/mini";
import { jsonSchema } from "../../../../services/runtime/json-schema";

describe("the JSON Schema of an answer", () => {
  it("has the members and types, and none of the bounds that Bedrock does not compile", () => {
    const schema = z.strictObject({
      id: z.string().check(z.minLength(1), z.maxLength(9), z.regex(/^a/)),
      kind: z.enum(["a", "b"]),
      parts: z.array(z.nullable(z.number())).check(z.maxLength(3)),
    });

    assert.deepEqual(JSON.parse(jsonSchema(schema)), {
      type: "object",
      properties: {
        id: { type: "string" },
        kind: { type: "string", enum: ["a", "b"] },
        parts: { type: "array", items: { type: ["number", "null"] } },
      },
      required: ["id", "kind", "parts"],
      additionalProperties: false,
    });
  });
});
