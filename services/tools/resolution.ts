import { identifier } from "@plinth/service-runtime/input";
import { RESOLUTIONS } from "@plinth/standards/contracts/case-resolution";
import * as z from "zod/mini";

/** Input of `resolve_case`: the agent's proposal. */
export const resolution = z.strictObject({
  /** ID of the case. */
  caseId: identifier,
  /** How the case is resolved. */
  resolution: z.enum(RESOLUTIONS),
  /** Reason, for the reviewer. Bounds: 1 to 1,000 characters. */
  reason: z.string().check(z.minLength(1), z.maxLength(1_000)),
});
