import * as z from "zod/mini";

/**
 * JSON Schema of a model's answer, in the subset that Bedrock compiles into a grammar. The subset has no bounds on length
 * and no patterns, so validate the answer against the zod schema afterwards.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html (read 2026-11).
 */
export function jsonSchema(answer: z.ZodMiniType): string {
  const schema = z.toJSONSchema(answer, {
    override: ({ jsonSchema: part }) => {
      for (const bound of ["minLength", "maxLength", "maxItems", "pattern", "format"] as const) delete part[bound];
    },
  });
  return JSON.stringify(schema, (key, value: unknown) => (key === "$schema" ? undefined : value));
}
