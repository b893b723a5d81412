import { accountId, integer, settingsReader, text, workloadSettings } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...workloadSettings,
    /** Account that owns the bucket. */
    ACCOUNT_ID: accountId,
    /** Bucket of the evaluation results. */
    RESULTS_BUCKET: text,
    /** Days of the current window, before today. */
    CURRENT_DAYS: integer(1, 90),
    /** Days of the baseline window, before the current one. */
    BASELINE_DAYS: integer(1, 365),
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
