import * as z from "zod/mini";
import { caseId } from "./actions";

/** How a case can be resolved. Policy permits these words and no others. */
export const RESOLUTIONS = ["refund", "replace", "reject"] as const;

/** What the agent asks for. */
export const resolution = z.strictObject({
  caseId,
  resolution: z.enum(RESOLUTIONS),
  /** Why, for whoever decides. Bounds: 1 to 1,000 characters. */
  reason: z.string().check(z.minLength(1), z.maxLength(1_000)),
});

export type Resolution = z.infer<typeof resolution>;
