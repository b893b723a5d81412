import { accountId, guardrailSettings, settingsReader, workloadSettings } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...workloadSettings,
    /** Account that owns the bucket of the raw records. */
    ACCOUNT_ID: accountId,
    ...guardrailSettings,
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
