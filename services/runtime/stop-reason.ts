/** Stop reasons of the guardrail and of the model's own content filter. */
const BLOCKED: ReadonlySet<string | undefined> = new Set(["content_filtered", "guardrail_intervened"]);

/** Stop reasons of an answer that reached a token limit: the request's, or the model's. */
const TRUNCATED: ReadonlySet<string> = new Set(["max_tokens", "model_context_window_exceeded"]);

/** Whether the guardrail or the model's content filter stopped the message or the answer. */
export function isBlocked(stopReason: string | undefined): boolean {
  return BLOCKED.has(stopReason);
}

/**
 * Why an answer cannot be used, by Bedrock's stop reason. Returns `undefined` for an answer that the model ended itself:
 * validate it against its schema.
 */
export function stopFault(stopReason: string): "blocked" | "truncated" | "malformed" | undefined {
  if (isBlocked(stopReason)) return "blocked";
  if (TRUNCATED.has(stopReason)) return "truncated";
  return stopReason === "end_turn" ? undefined : "malformed";
}
