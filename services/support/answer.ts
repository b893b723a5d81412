import { jsonSchema } from "@plinth/service-runtime/json-schema";
import * as z from "zod/mini";

const answer = z.strictObject({
  category: z.enum(["account", "billing", "complaint", "delivery", "product", "other"]),
  /** One sentence for the agent or the report. */
  summary: z.string().check(z.minLength(1), z.maxLength(500)),
  /** What the customer is told. */
  reply: z.string().check(z.minLength(1), z.maxLength(4_000)),
  /** Ids of the articles that the reply rests on. */
  articles: z.array(z.string()).check(z.maxLength(20)),
  confidence: z.enum(["low", "medium", "high"]),
  needsHuman: z.boolean(),
});

/** What the model must say about one message. */
export type Answer = z.infer<typeof answer>;

/** What the model is held to. */
export const ANSWER_SCHEMA: string = jsonSchema(answer);

/** The answer in the model's text; undefined if it is not one. */
export function readAnswer(text: string): Answer | undefined {
  try {
    return answer.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
