import { settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    /** ARN of the agent's AgentCore runtime. */
    AGENT_RUNTIME_ARN: text,
    /** Name of the runtime's endpoint. */
    AGENT_ENDPOINT: text,
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
