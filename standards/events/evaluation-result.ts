import * as z from "zod/mini";
import { count, identifier, ofWorkload, score } from "./shared";

/** One question of a golden set, and what a good answer to it has in common with all good answers. */
export const goldenCase = z.strictObject({
  id: identifier,
  /** What the workload is asked, in its own form. */
  input: z.unknown(),
  /** Texts that the answer must hold, whatever their case. */
  contains: z._default(z.array(z.string()), []),
  /** Texts that it must not hold. */
  excludes: z._default(z.array(z.string()), []),
  /** Values that the answer, which is JSON then, must have where a path leads: `{ "fields.total.value": 119 }`. */
  values: z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])), {}),
});

/** A valid golden case. */
export type GoldenCase = z.infer<typeof goldenCase>;

/** How a workload did on its golden set, once. */
export const evaluationResult = z.strictObject({
  ...ofWorkload,
  evaluationId: z.uuid(),
  goldenSet: z.strictObject({ bucket: identifier, prefix: z.string(), cases: count }),
  /** Mean over all cases. */
  score,
  /** Each case's, by its id: what drift is measured on. */
  scores: z.record(identifier, score),
});

/** A valid result of an evaluation. */
export type EvaluationResult = z.infer<typeof evaluationResult>;
