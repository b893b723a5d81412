/** Resolutions of a case. The Cedar policy of the agent's tools permits these and no others. */
export const RESOLUTIONS = ["refund", "replace", "reject"] as const;
