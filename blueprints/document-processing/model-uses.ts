import type { ModelUse } from "../workload/model-use";

/** What the model inventory records of the models that read documents. */
export function extractionUse(documents: string): ModelUse {
  return {
    purpose: `Reads fields from ${documents}.`,
    intendedUses: `Fields of ${documents} for the systems that keep them. Not for decisions about what the documents ask for, which those systems and people take.`,
    ethicalConsiderations:
      "Every value is held against the words of its document. What is missing, in doubt or not in the document goes to a person, who corrects, approves or rejects it. Every record says which model, guardrail version and person it comes from.",
  };
}
