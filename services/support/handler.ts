import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { type Completion, converse } from "@plinth/service-runtime/converse";
import { abortAt, deadlineOf } from "@plinth/service-runtime/deadline";
import { errorName } from "@plinth/service-runtime/errors";
import type { Context } from "@plinth/service-runtime/handler";
import { log } from "@plinth/service-runtime/log";
import { ANSWER_SCHEMA } from "./answer";
import { instructions } from "./instructions";
import { judge } from "./judge";
import { createKnowledge, type Knowledge, type KnowledgeClients } from "./knowledge";
import { type CustomerMessage, parseMessage, readMessage } from "./message";
import { type Outcome, saveRecord } from "./record";
import type { Settings } from "./settings";

/** Result of a direct invocation. */
export type Reply = { readonly messageId: string; readonly modelId: string } & Outcome;

/** Result for Amazon SQS: the messages to deliver again. */
export interface BatchReply {
  /** IDs of the SQS messages that failed. */
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Handler of the function. */
export type SupportHandler = (
  event: unknown,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<Reply | BatchReply>;

/** Clients that the handler uses. */
export interface Services extends KnowledgeClients {
  /** Client of the models. */
  readonly bedrock: BedrockRuntimeClient;
}

/** The members that the handler reads of a message in an SQS event. */
interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
}

/** Time that is left to write the record after the models' deadline. */
const RECORD_TIME_MS = 3_000;

/**
 * Answers customer messages: one of a direct invocation, or a batch of Amazon SQS with partial batch responses. A message
 * that fails is thrown or reported to SQS, so that it is retried and then goes to the dead-letter queue.
 */
export function createHandler(services: Services, settings: Settings): SupportHandler {
  const knowledge = createKnowledge(services, settings);
  const answer = (message: CustomerMessage, deadline: number) =>
    answerMessage(services, settings, knowledge, message, deadline);

  return async (event, context) => {
    const deadline = deadlineOf(context, RECORD_TIME_MS);
    const batch = batchOf(event);
    if (!batch) return answer(readMessage(event), deadline);

    const failures = await Promise.all(
      batch.map(async ({ messageId, body }) => {
        try {
          await answer(parseMessage(body), deadline);
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

async function answerMessage(
  { bedrock, s3 }: Services,
  settings: Settings,
  knowledge: Knowledge,
  message: CustomerMessage,
  deadline: number,
): Promise<Reply> {
  const startedAt = Date.now();
  const { messageId, text } = message;
  const articles = await knowledge.articles(text, abortAt(deadline));
  const completion = await converse(
    bedrock,
    settings,
    { instructions: instructions(articles), text, schema: ANSWER_SCHEMA, metadata: { messageId } },
    deadline,
  );
  const result = judge(completion, articles);
  const { modelId, inputTokens, outputTokens } = completion;
  await saveRecord(
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
    abortAt(deadline + RECORD_TIME_MS),
  );
  logOutcome(messageId, result, completion, Date.now() - startedAt);
  return { messageId, modelId, ...result };
}

function logOutcome(messageId: string, result: Outcome, completion: Completion, durationMs: number): void {
  const { modelId, inputTokens, outputTokens } = completion;
  const reason = result.outcome === "handed-over" ? result.reason : undefined;
  log("info", result.outcome, { messageId, reason, modelId, inputTokens, outputTokens, durationMs });
}

function batchOf(event: unknown): readonly QueuedMessage[] | undefined {
  const records = (event as { readonly Records?: unknown } | null)?.Records;
  return Array.isArray(records) ? records : undefined;
}

/** Messages of this service's own errors are safe to log; those of AWS services can quote the request. */
function describe(error: unknown): string {
  const name = errorName(error);
  const isOwn = name === "ModelError" || name === "InvalidMessageError";
  return isOwn && error instanceof Error ? `${name}: ${error.message}` : name;
}
