import type { Options } from "../workload/options";
import type { options } from "./options";

/** Seconds for one document: two models on a long one, with time to spare. */
export const EXTRACTION_TIMEOUT_SECONDS = 120;

/** What one model may write, and how long it may take. */
const MODEL = { maxTokens: 4_096, timeoutSeconds: 50 };

/** Settings of the service that reads fields, besides its models. */
export function extractionEnvironment({
  documents,
  fields,
}: Pick<Options<typeof options>, "documents" | "fields">): Readonly<Record<string, string>> {
  return {
    DOCUMENTS: documents,
    FIELDS: JSON.stringify(fields),
    MAX_TOKENS: String(MODEL.maxTokens),
    MODEL_TIMEOUT_SECONDS: String(MODEL.timeoutSeconds),
  };
}
