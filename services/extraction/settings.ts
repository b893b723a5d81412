import { json, modelSettings, settingsOf, text } from "@plinth/service-runtime/settings";
import { FIELD_TYPES } from "@plinth/standards/contracts/extraction";
import * as z from "zod/mini";

const settings = z.object({
  ...modelSettings,
  /** What the documents are, in a few words: `supplier invoices`. */
  DOCUMENTS: text,
  /** Type by name of what is read from each document. */
  FIELDS: z.pipe(json, z.record(z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/)), z.enum(FIELD_TYPES))),
});

export type Settings = z.infer<typeof settings>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return settingsOf(settings, environment);
}
