import { retrievalSettings } from "@plinth/service-runtime/retrieval";
import { accountId, modelSettings, settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    ...modelSettings,
    /** Account that owns the buckets. */
    ACCOUNT_ID: accountId,
    /** Bucket of the articles, all of which go into the prompt. Not needed with a knowledge base. */
    KNOWLEDGE_BUCKET: z.optional(text),
    /** Number of passages to retrieve from the knowledge base. Default: 5. */
    PASSAGES: retrievalSettings.PASSAGES,
    /** Knowledge base, whose best passages go into the prompt. Default: none, all articles of the bucket. */
    KNOWLEDGE_BASE_ID: z.optional(text),
    /** Bucket of the records. */
    OUTPUT_BUCKET: text,
    /** KMS key that encrypts the records. */
    KEY_ARN: text,
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
