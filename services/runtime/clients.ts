/**
 * Configuration that AWS SDK clients of services share. `maxAttempts` counts the first attempt: the SDK retries
 * throttling and transient errors with exponential backoff. `3` is also the SDK's default today.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html (read 2026-11).
 */
export const CLIENT_DEFAULTS = { maxAttempts: 3 } as const;
