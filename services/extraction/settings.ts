import { json, modelSettings, settingsReader, text } from "@plinth/service-runtime/settings";
import { FIELD_TYPES } from "@plinth/standards/contracts/extraction";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...modelSettings,
    /** What the documents are, in a few words: `supplier invoices`. */
    DOCUMENTS: text,
    /** JSON object: type by name of each field to extract. */
    FIELDS: z.pipe(json, z.record(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/)), z.enum(FIELD_TYPES))),
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
