import { integer, modelSettings, settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...modelSettings,
    /** Region of the agent. AgentCore sets it. */
    AWS_REGION: text,
    /** URL of the AgentCore gateway that has the tools. */
    GATEWAY_URL: z.url(),
    /** ID of the AgentCore memory. */
    MEMORY_ID: text,
    /** System prompt. */
    INSTRUCTIONS: text,
    /** Maximum model requests for one task. Bounds: 1 to 75. */
    MAX_ITERATIONS: integer(1, 75),
    /** Maximum output tokens for one task, over all its requests. Bounds: 64 to 64,000. */
    MAX_TOKENS: integer(64, 64_000),
    /** Maximum seconds for one task. Bounds: 10 to 3,600. */
    TIMEOUT_SECONDS: integer(10, 3_600),
  }),
);

/** Settings of the server. */
export type Settings = ReturnType<typeof readSettings>;
