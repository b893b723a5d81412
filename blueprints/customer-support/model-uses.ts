import type { ModelUse } from "../workload/model-use";

/** What the models that answer are used for. */
export const ANSWERS: ModelUse = {
  purpose: "Drafts answers to customers' messages from the company's own articles.",
  intendedUses:
    "Answers about orders, deliveries, bills and products, in the customer's language. Not for decisions about people, money or contracts, which a human takes.",
  ethicalConsiderations:
    "Whatever the guardrail stops, no article supports, or the model is unsure about goes to a human. Every answer is recorded with the model and guardrail version that made it.",
};

/** What the embedding model is used for. */
export const SEARCHES: ModelUse = {
  purpose: "Makes vectors of articles and messages, so that the articles that answer a message are found.",
  intendedUses: "Search in the company's own articles. Not for comparing people.",
  ethicalConsiderations: "Vectors give away what they were made of, and are kept and protected as the articles are.",
};
