/** How a case can be resolved. The tools' Cedar policy permits these words and no others. */
export const RESOLUTIONS = ["refund", "replace", "reject"] as const;
