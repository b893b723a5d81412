import { modelSettings, settingsOf, text, whole } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

const settings = z.object({
  ...modelSettings,
  AWS_REGION: text,
  GATEWAY_URL: z.url(),
  MEMORY_ID: text,
  INSTRUCTIONS: text,
  /** Rounds of asking the model and calling tools, for one task. */
  MAX_ITERATIONS: whole(1, 75),
  /** Tokens that the model may write for one task, in all rounds together. */
  MAX_TOKENS: whole(64, 64_000),
  /** Longest time for one task. */
  TIMEOUT_SECONDS: whole(10, 3_600),
});

export type Settings = z.infer<typeof settings>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return settingsOf(settings, environment);
}
