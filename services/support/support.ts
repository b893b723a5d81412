import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { type Completion, converse } from "@plinth/service-runtime/converse";
import { log } from "@plinth/service-runtime/log";
import { ANSWER_SCHEMA, type Answer, readAnswer } from "./answer";
import { instructions } from "./instructions";
import { type Article, type KnowledgeClients, knowledgeOf } from "./knowledge";
import { type CustomerMessage, parseMessage, readMessage } from "./message";
import { type HandoverReason, keep, type Outcome } from "./record";
import type { Settings } from "./settings";

/** The part of Lambda's context that the handler uses. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

/** What the caller of a direct invocation gets. */
export type Reply = { readonly messageId: string; readonly modelId: string } & Outcome;

/** What Amazon SQS gets: the messages to deliver again. */
export interface BatchReply {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type Handler = (event: unknown, context: Context) => Promise<Reply | BatchReply>;

export interface Services extends KnowledgeClients {
  readonly bedrock: BedrockRuntimeClient;
}

/** Kept back from the models, to write the record with. */
const TIME_TO_KEEP_MS = 3_000;

/**
 * Answers customer messages: one given directly, or a batch from Amazon SQS with partial batch responses.
 * A message that fails is thrown, or reported to SQS, so that it is tried again and ends in a dead-letter queue.
 */
export function createHandler({ bedrock, s3, search }: Services, settings: Settings): Handler {
  const knowledge = knowledgeOf({ s3, search }, settings);

  async function support(message: CustomerMessage, deadline: number): Promise<Reply> {
    const startedAt = Date.now();
    const articles = await knowledge.articles(message.text, until(deadline));
    const completion = await converse(
      bedrock,
      settings,
      {
        instructions: instructions(articles),
        text: message.text,
        schema: ANSWER_SCHEMA,
        metadata: { messageId: message.messageId },
      },
      deadline,
    );
    const result = judge(completion, articles);
    const { modelId, inputTokens, outputTokens } = completion;
    await keep(
      s3,
      settings,
      {
        version: 1,
        at: new Date(startedAt).toISOString(),
        message,
        result,
        modelId,
        guardrail: `${settings.GUARDRAIL_ID}:${settings.GUARDRAIL_VERSION}`,
        inputTokens,
        outputTokens,
      },
      until(deadline + TIME_TO_KEEP_MS),
    );
    log("info", result.outcome, {
      messageId: message.messageId,
      reason: result.outcome === "handed-over" ? result.reason : undefined,
      modelId,
      inputTokens,
      outputTokens,
      durationMs: Date.now() - startedAt,
    });
    return { messageId: message.messageId, modelId, ...result };
  }

  return async (event, context) => {
    const deadline = Date.now() + context.getRemainingTimeInMillis() - TIME_TO_KEEP_MS;
    const batch = batchOf(event);
    if (!batch) return support(readMessage(event), deadline);

    const failures = await Promise.all(
      batch.map(async ({ messageId, body }) => {
        try {
          await support(parseMessage(body), deadline);
          return [];
        } catch (error) {
          log("error", "message-failed", { sqsMessageId: messageId, error: describe(error) });
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: failures.flat() };
  };
}

/** Whether the model's answer goes to the customer, or the message to a human. */
export function judge({ stopReason, text }: Completion, articles: readonly Article[]): Outcome {
  if (stopReason === "guardrail_intervened" || stopReason === "content_filtered") return handOver("blocked");
  if (stopReason === "max_tokens" || stopReason === "model_context_window_exceeded") return handOver("truncated");
  const answer = readAnswer(text);
  if (!answer || stopReason !== "end_turn") return handOver("malformed");
  if (answer.needsHuman || answer.confidence === "low") return handOver("unsure", answer);
  const known = new Set(articles.map(({ id }) => id));
  if (answer.articles.length === 0 || !answer.articles.every((id) => known.has(id)))
    return handOver("unfounded", answer);
  return { outcome: "answered", answer };
}

function handOver(reason: HandoverReason, draft?: Answer): Outcome {
  return { outcome: "handed-over", reason, ...(draft && { draft }) };
}

function batchOf(event: unknown): readonly { readonly messageId: string; readonly body: string }[] | undefined {
  const records = (event as { readonly Records?: unknown } | null)?.Records;
  return Array.isArray(records) ? records : undefined;
}

function until(deadline: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, deadline - Date.now()));
}

/** Only our own errors say more than their name: a service's message may quote its input. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return error.name === "ModelError" || error.name === "InvalidMessageError"
    ? `${error.name}: ${error.message}`
    : error.name;
}
