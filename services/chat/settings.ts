import { retrievalSettings } from "@plinth/service-runtime/retrieval";
import { modelSettings, settingsOf, text, whole } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

const settings = z.object({
  ...modelSettings,
  /** 0 is any that is free. */
  PORT: z._default(whole(0, 65_535), 8080),
  SESSION_TABLE: text,
  /** Days after which a turn is forgotten. */
  SESSION_DAYS: whole(1, 3_653),
  ...retrievalSettings,
  /** Turns of a conversation that the model is told of. */
  MEMORY_TURNS: z._default(whole(0, 50), 10),
  /** Seconds in which a server that is to stop finishes what it has begun. */
  DRAIN_SECONDS: z._default(whole(1, 115), 110),
  /** Seconds of silence after which the load balancer cuts a connection off. */
  IDLE_SECONDS: z._default(whole(1, 4_000), 120),
});

export type Settings = z.infer<typeof settings>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  return settingsOf(settings, environment);
}
