import * as z from "zod/mini";
import { modelSettings, settingsOf, text } from "../../runtime/settings";

const settings = z.object({
  ...modelSettings,
  ACCOUNT_ID: z.string().check(z.regex(/^\d{12}$/)),
  KNOWLEDGE_BUCKET: text,
  OUTPUT_BUCKET: text,
  KEY_ARN: text,
});

export type Settings = z.infer<typeof settings>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return settingsOf(settings, environment);
}
