import type { ModelUse } from "../workload/model-use";
import type { Options } from "../workload/options";
import type { options } from "./options";

/** What is read, from which documents. */
type Extracted = Pick<Options<typeof options>, "documents" | "fields">;

/** Seconds for one document: two models on a long one, with time to spare. */
export const EXTRACTION_TIMEOUT_SECONDS = 120;

/** What one model may write, and how long it may take. */
const MODEL = { maxTokens: 4_096, timeoutSeconds: 50 };

/** What the model inventory records of the models that read documents. */
export function extractionUse({ documents }: Extracted): ModelUse {
  return {
    purpose: `Reads fields from ${documents}.`,
    intendedUses: `Fields of ${documents} for the systems that keep them. Not for decisions about what the documents ask for, which those systems and people take.`,
    ethicalConsiderations:
      "Every value is held against the words of its document. What is missing, in doubt or not in the document goes to a person, who corrects, approves or rejects it. Every record says which model, guardrail version and person it comes from.",
  };
}

/** Settings of the service that reads fields, besides its models. */
export function extractionEnvironment({ documents, fields }: Extracted): Readonly<Record<string, string>> {
  return {
    DOCUMENTS: documents,
    FIELDS: JSON.stringify(fields),
    MAX_TOKENS: String(MODEL.maxTokens),
    MODEL_TIMEOUT_SECONDS: String(MODEL.timeoutSeconds),
  };
}
