import { settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    /** DNS name of the load balancer. */
    SERVICE_ADDRESS: text,
    /** Name in the load balancer's certificate. */
    SERVICE_NAME: text,
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
