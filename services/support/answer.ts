import { parseJson } from "@plinth/service-runtime/json";
import { jsonSchema } from "@plinth/service-runtime/json-schema";
import * as z from "zod/mini";

const answer = z.strictObject({
  category: z.enum(["account", "billing", "complaint", "delivery", "product", "other"]),
  /** One sentence for the support agent or a report. */
  summary: z.string().check(z.minLength(1), z.maxLength(500)),
  /** Reply to the customer. */
  reply: z.string().check(z.minLength(1), z.maxLength(4_000)),
  /** IDs of the articles that support the reply. */
  articles: z.array(z.string()).check(z.maxLength(20)),
  confidence: z.enum(["low", "medium", "high"]),
  needsHuman: z.boolean(),
});

/** The model's answer to one message. */
export type Answer = z.infer<typeof answer>;

/** JSON Schema of the answer, for the request. */
export const ANSWER_SCHEMA: string = jsonSchema(answer);

/** Parses the model's text. Returns `undefined` if it does not match the schema. */
export function readAnswer(text: string): Answer | undefined {
  return answer.safeParse(parseJson(text)).data;
}
