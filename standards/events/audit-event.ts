import * as z from "zod/mini";
import { count, identifier, ofWorkload } from "./shared";

/**
 * One thing that a workload did, and on whose account: what articles 12 and 26(6) of Regulation (EU) 2024/1689 ask to be
 * recorded. Ids, counts and names only: never what anybody wrote, or a model answered.
 */
export const auditEvent = z.strictObject({
  ...ofWorkload,
  eventId: z.uuid(),
  actor: z.strictObject({ kind: z.enum(["person", "service", "workload"]), id: identifier }),
  /** What was done, as a verb in the past: `answered`, `handed-over`, `approved`. */
  action: identifier,
  /** What it was done to: a message, a document, an approval. */
  subject: z.strictObject({ kind: identifier, id: identifier }),
  outcome: z.enum(["succeeded", "refused", "failed"]),
  modelId: z.optional(identifier),
  /** `<id>:<version>` of the guardrail that judged it. */
  guardrail: z.optional(identifier),
  inputTokens: z.optional(count),
  outputTokens: z.optional(count),
  traceId: z.optional(identifier),
  /** More ids, counts and names. */
  details: z.optional(z.record(identifier, z.union([identifier, z.number(), z.boolean()]))),
});

/** A valid entry of the audit trail. */
export type AuditEvent = z.infer<typeof auditEvent>;
