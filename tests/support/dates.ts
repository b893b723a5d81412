/** A last day that a waiver may have, as an ISO date: a fixed one would be too far away, or over, some day. */
export const IN_HALF_A_YEAR = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10);
