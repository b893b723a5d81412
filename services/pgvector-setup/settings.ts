import { integer, settingsReader, text } from "@plinth/service-runtime/settings";
import * as z from "zod/mini";

/** Reads the settings. @throws Error naming every variable that is missing or malformed, never its value. */
export const readSettings = settingsReader(
  z.object({
    /** ARN of the Aurora cluster. */
    CLUSTER_ARN: text,
    /** ARN of the secret with the owner's password. */
    OWNER_SECRET_ARN: text,
    /** Name of the database. */
    DATABASE: text,
    /** Name of the secret for the password of the role `vector_reader`. */
    READER_SECRET: text,
    /** Name of the secret for the password of the role `vector_writer`. */
    WRITER_SECRET: text,
    /** Dimensions of the vectors. pgvector's limit is 16,000: https://github.com/pgvector/pgvector#reference (read 2026-11). */
    DIMENSIONS: integer(1, 16_000),
  }),
);

/** Settings of the function. */
export type Settings = ReturnType<typeof readSettings>;
