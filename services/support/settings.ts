import { retrievalSettings } from "@plinth/service-runtime/retrieval";
import { modelSettings, settingsOf, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

const settings = z.object({
  ...modelSettings,
  ACCOUNT_ID: z.string().check(z.regex(/^\d{12}$/)),
  /** Articles that are all given to the model. Left out where a knowledge base is searched. */
  KNOWLEDGE_BUCKET: z.optional(text),
  PASSAGES: retrievalSettings.PASSAGES,
  /** Articles of which the passages that fit the message are given to the model. */
  KNOWLEDGE_BASE_ID: z.optional(text),
  OUTPUT_BUCKET: text,
  KEY_ARN: text,
});

export type Settings = z.infer<typeof settings>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return settingsOf(settings, environment);
}
