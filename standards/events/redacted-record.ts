import * as z from "zod/mini";
import { count, identifier, ofWorkload } from "./shared";

/** What was asked and answered once, without what it said about people. */
export const redactedRecord = z.strictObject({
  ...ofWorkload,
  requestId: identifier,
  modelId: identifier,
  /** What was sent, masked. */
  prompt: z.string(),
  /** What came back, masked. */
  completion: z.string(),
  /** How much was masked, by kind: `{ "EMAIL": 2 }`. */
  redactions: z.record(identifier, count),
  /** Where the record of which this is the masked part lies. */
  source: z.strictObject({ bucket: identifier, key: z.string() }),
});

/** A valid record of a masked prompt and its masked completion. */
export type RedactedRecord = z.infer<typeof redactedRecord>;
