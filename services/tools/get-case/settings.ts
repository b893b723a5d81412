import { settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";
import { toolSettings } from "../settings";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...toolSettings,
    /** Bucket of the cases. */
    CASES_BUCKET: text,
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
