import * as z from "zod/mini";
import { instant } from "./shared";

/**
 * Whose schema lineage events follow, and by which they say so.
 * Source: https://github.com/OpenLineage/OpenLineage/blob/main/spec/OpenLineage.json (read 2026-11).
 */
export const OPEN_LINEAGE = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

const text = z.string().check(z.minLength(1));
const facets = z.optional(z.record(z.string(), z.looseObject({ _producer: z.url(), _schemaURL: z.url() })));
const dataset = z.strictObject({
  /** Where it is: `s3://support-prod-knowledge-210987654321`. */
  namespace: text,
  /** What it is called there: `articles/returns.md`. */
  name: text,
  facets,
});

/**
 * One state of one run of a job, with the data that it read and wrote: OpenLineage's `RunEvent`, and of that what
 * Plinth's services write. Each run has one START and one of COMPLETE, ABORT and FAIL.
 */
export const lineageEvent = z.strictObject({
  eventTime: instant,
  /** Who says so: the URI of the service and its version. */
  producer: z.url(),
  schemaURL: z.literal(OPEN_LINEAGE),
  eventType: z.enum(["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]),
  run: z.strictObject({ runId: z.uuid(), facets }),
  job: z.strictObject({ namespace: text, name: text, facets }),
  inputs: z.optional(z.array(dataset)),
  outputs: z.optional(z.array(dataset)),
});

/** A valid OpenLineage event. */
export type LineageEvent = z.infer<typeof lineageEvent>;
