import { oneOf } from "../stack/keys";
import { checkOptions, days } from "../workload/keys";

/** Options of customer support: keys of its stacks, and arguments of its component. */
export const options = {
  /**
   * What the model is told of the articles: `articles`, all of them, or `knowledge-base`, the passages that fit the
   * message, for more than 50 articles or 40,000 characters. Default: articles.
   */
  retrieval: oneOf(["articles", "knowledge-base"]).default("articles"),
  /** Whether golden cases are asked once a day: `on` or `off`. Default: on in production. */
  evaluation: checkOptions.evaluation,
  discovery: checkOptions.discovery,
  /** Days that transcripts are kept. Bounds: the standard's range for outputs. Default: its maximum, less 30 days. */
  transcriptRetentionDays: days.optional(),
};
