import type { Completion } from "@plinth/service-runtime/converse";
import { stopFault } from "@plinth/service-runtime/stop-reason";
import { type Answer, readAnswer } from "./answer";
import type { Article } from "./knowledge";
import type { HandoverReason, Outcome } from "./record";

/** Decides whether the model's answer goes to the customer or the message goes to a support agent. */
export function judge({ stopReason, text }: Completion, articles: readonly Article[]): Outcome {
  const fault = stopFault(stopReason);
  if (fault) return handOver(fault);
  const answer = readAnswer(text);
  if (!answer) return handOver("malformed");
  if (answer.needsHuman || answer.confidence === "low") return handOver("unsure", answer);
  const ids = new Set(articles.map(({ id }) => id));
  if (answer.articles.length === 0 || !answer.articles.every((id) => ids.has(id))) return handOver("unfounded", answer);
  return { outcome: "answered", answer };
}

function handOver(reason: HandoverReason, draft?: Answer): Outcome {
  return { outcome: "handed-over", reason, ...(draft && { draft }) };
}
