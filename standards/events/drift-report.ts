import * as z from "zod/mini";
import { count, instant, ofWorkload, score } from "./shared";

const window = z.strictObject({ from: instant, until: instant, count, mean: score });

/** How far the scores of late lie from those of before. */
export const driftReport = z.strictObject({
  ...ofWorkload,
  baseline: window,
  current: window,
  /** The most by which the two cumulative distributions differ (Kolmogorov and Smirnov), 0 to 1. */
  distance: score,
});

/** A valid drift report. */
export type DriftReport = z.infer<typeof driftReport>;
