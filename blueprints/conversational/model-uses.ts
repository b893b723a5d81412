import type { ModelUse } from "../workload/model-use";

/** What the models that answer are used for. */
export const ANSWERS: ModelUse = {
  purpose: "Answers questions in a conversation from the workload's own documents.",
  intendedUses:
    "Answers about what the documents say, with the documents named. Not for decisions about people, money or contracts, which a human takes.",
  ethicalConsiderations:
    "Nothing reaches a user before the guardrail has assessed it. Where no document answers, the assistant says so. Conversations are forgotten on a day that is set.",
};

/** What the embedding model is used for. */
export const SEARCHES: ModelUse = {
  purpose: "Makes vectors of documents and questions, so that documents are found by meaning.",
  intendedUses: "Search in the workload's own documents. Not for comparing people.",
  ethicalConsiderations: "Vectors give away what they were made of, and are kept and protected as the documents are.",
};
