import { RESOLUTIONS } from "@plinth/standards/contracts/case-resolution";
import * as z from "zod/mini";
import { caseId } from "./actions";

/** What the agent asks for. */
export const resolution = z.strictObject({
  caseId,
  resolution: z.enum(RESOLUTIONS),
  /** Why, for whoever decides. Bounds: 1 to 1,000 characters. */
  reason: z.string().check(z.minLength(1), z.maxLength(1_000)),
});

export type Resolution = z.infer<typeof resolution>;
