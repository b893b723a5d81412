import * as z from "zod/mini";
import { count, identifier, ofWorkload } from "./shared";

/**
 * One request to a model through the gateway: whose it was, what it took and what became of it. Counts and names only:
 * never what anybody wrote, or a model answered. `workload` and `environment` are the caller's.
 */
export const usageEvent = z.strictObject({
  ...ofWorkload,
  requestId: z.uuid(),
  /** ARN of the role that signed the request, as VPC Lattice told it. */
  principal: identifier,
  /** Which model was asked for, by the standard's id, and who answered: `bedrock`, `openai`. */
  modelId: identifier,
  provider: identifier,
  /** Where it was processed, where the provider tells. */
  region: z.optional(identifier),
  /** `blocked` by the guardrail; `limited` before a model was asked; `cancelled` by the caller, mid-answer. */
  outcome: z.enum(["succeeded", "blocked", "limited", "throttled", "failed", "cancelled"]),
  /** Models that were asked, this one included: more than one is a failover. */
  attempts: count,
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: z.optional(count),
  cacheWriteTokens: z.optional(count),
  /** Millionths of a US dollar, by the prices of the standard; left out where a price is not known. */
  costMicroUsd: z.optional(count),
  durationMs: count,
  firstTokenMs: z.optional(count),
  /** `<id>:<version>` of the guardrail that judged it. */
  guardrail: z.optional(identifier),
  traceId: z.optional(identifier),
});

/** A valid record of one request and its cost. */
export type UsageEvent = z.infer<typeof usageEvent>;

/** Key of an item in the usage table: a caller's requests stand together, in the order of time. */
export function usageKey({
  workload,
  environment,
  at,
  requestId,
}: Pick<UsageEvent, "workload" | "environment" | "at" | "requestId">): {
  readonly caller: string;
  readonly request: string;
} {
  return { caller: `${workload}/${environment}`, request: `${at}/${requestId}` };
}
