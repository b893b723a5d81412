import { settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    /** URL of the domain or collection. */
    ENDPOINT: z.url(),
    /** Service name in signatures: `es` for a domain of OpenSearch Service, `aoss` for a collection of OpenSearch Serverless. */
    SERVICE: z.enum(["es", "aoss"]),
    /** Region of the function. Lambda sets it. */
    AWS_REGION: text,
    /** Credentials of the function's role. Lambda sets them. */
    AWS_ACCESS_KEY_ID: text,
    AWS_SECRET_ACCESS_KEY: text,
    AWS_SESSION_TOKEN: z.optional(text),
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
