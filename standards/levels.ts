/** Ordered from least to most sensitive. */
export const CLASSIFICATIONS = ["public", "internal", "confidential", "restricted"] as const;

/** How sensitive data is. */
export type Classification = (typeof CLASSIFICATIONS)[number];

/** What a store holds; retention differs by it. */
export const STORE_KINDS = ["source", "vector", "output", "log", "audit", "backup"] as const;

/** Kind of data that a store holds. */
export type StoreKind = (typeof STORE_KINDS)[number];

/** Tag with the kind of a store; a store without it is a `source`. */
export const STORE_TAG = "plinth:store";

/** Tag that names the providers of models besides Bedrock that a workload may use, separated by spaces: `openai mistral`. */
export const PROVIDERS_TAG = "plinth:providers";

/**
 * The retention periods in days that CloudWatch Logs offers.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html (read 2026-11).
 */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
