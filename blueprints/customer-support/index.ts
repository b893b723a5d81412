import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { oneOf } from "../stack/shared-keys";
import { days, regionalKeys, withinRetention } from "../workload/ai-keys";
import { inRegions } from "../workload/regions";
import { CustomerSupport } from "./customer-support";

export * from "./customer-support";

function schema(basis: ConfigBasis) {
  const keys = regionalKeys(basis, {
    /**
     * What the model is told of the articles: `articles`, all of them, or `knowledge-base`, the passages that fit the
     * message, for more than 50 articles or 40,000 characters. Default: articles.
     */
    retrieval: oneOf(["articles", "knowledge-base"]).default("articles"),
    /** Whether golden cases are asked once a day: `on` or `off`. Default: on in production. */
    evaluation: oneOf(["on", "off"]).optional(),
    /**
     * Whether Amazon Macie looks for personal data and credentials in the account's buckets: `own` switches it on in this
     * region, `account` takes it as switched on already, `off`. Default: own in production, from confidential on.
     */
    discovery: oneOf(["own", "account", "off"]).optional(),
    /** Days that transcripts are kept. Bounds: the standard's range for outputs. Default: its maximum, less 30 days. */
    transcriptRetentionDays: days.optional(),
  });
  return withinRetention(keys, basis, "transcriptRetentionDays", "output");
}

/** `plinth:blueprint: customer-support` */
export const customerSupport = {
  name: "customer-support",
  schema,
  deploy(config, context) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    return inRegions(
      config,
      context,
      (name, where, opts) =>
        new CustomerSupport(
          name,
          {
            ...where,
            models,
            expectedMonthlyInferenceUsd,
            retrieval: config.retrieval,
            alarmEmails: config.alarmEmails,
            evaluation: config.evaluation && config.evaluation === "on",
            discovery: config.discovery,
            transcriptRetentionDays: config.transcriptRetentionDays,
          },
          opts,
        ),
    );
  },
} satisfies Blueprint<ReturnType<typeof schema>>;
