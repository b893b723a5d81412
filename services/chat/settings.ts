import { retrievalSettings } from "@plinth/service-runtime/retrieval";
import { integer, modelSettings, settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...modelSettings,
    /** Port to listen on; 0 is any free port. Default: 8080. */
    PORT: z._default(integer(0, 65_535), 8080),
    /** DynamoDB table of the conversations. */
    SESSION_TABLE: text,
    /** Days after which a turn expires. Bounds: 1 to 3,653. */
    SESSION_DAYS: integer(1, 3_653),
    ...retrievalSettings,
    /** Maximum earlier turns in a prompt. Bounds: 0 to 50. Default: 10. */
    MEMORY_TURNS: z._default(integer(0, 50), 10),
    /** Maximum seconds for answers in progress after SIGTERM. Bounds: 1 to 115. Default: 110. */
    DRAIN_SECONDS: z._default(integer(1, 115), 110),
    /** Idle timeout of the load balancer, in seconds. Bounds: 1 to 4,000. Default: 120. */
    IDLE_SECONDS: z._default(integer(1, 4_000), 120),
  }),
);

/** Settings of the server. */
export type Settings = ReturnType<typeof readSettings>;
