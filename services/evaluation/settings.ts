import { accountId, settingsReader, text, workloadSettings } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...workloadSettings,
    /** Account that owns the buckets. */
    ACCOUNT_ID: accountId,
    /** Name of the Lambda function that is evaluated. */
    TARGET_FUNCTION: text,
    /** Bucket of the golden cases. */
    GOLDEN_SET_BUCKET: text,
    /** Key prefix of the golden cases: `golden/`. */
    GOLDEN_SET_PREFIX: text,
    /** Bucket of the results. */
    RESULTS_BUCKET: text,
    /** KMS key that encrypts the results. */
    RESULTS_KEY_ARN: text,
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
