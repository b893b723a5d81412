import { randomUUID } from "node:crypto";
import type { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { log } from "@plinth/service-runtime/log";
import { retrieve } from "@plinth/service-runtime/retrieval";
import { isBlocked } from "@plinth/service-runtime/stop-reason";
import { Conversations, type Turn } from "./conversations";
import { converseStream, type Delta } from "./converse-stream";
import { instructions } from "./instructions";
import type { ChatMessage } from "./message";
import type { Settings } from "./settings";

/** Clients that the chat uses. */
export interface Services {
  /** Client of the models. */
  readonly bedrock: BedrockRuntimeClient;
  /** Client of the knowledge base. */
  readonly knowledge: BedrockAgentRuntimeClient;
  /** Client of the table of conversations. */
  readonly dynamodb: DynamoDBClient;
}

/** Event of an answer: any number of deltas, and then `done`. */
export type ChatEvent =
  | Delta
  | {
      readonly event: "done";
      readonly data: {
        /** ID of the message, in logs and in Bedrock's invocation log. */
        readonly messageId: string;
        /** Bedrock's stop reason: `end_turn`, `max_tokens`, `guardrail_intervened`. */
        readonly stopReason: string;
        /** URIs of the documents that were retrieved. */
        readonly sources: readonly string[];
      };
    };

/** Answers one message as a stream of events. It stops when the signal aborts. */
export type Chat = (message: ChatMessage, signal: AbortSignal) => AsyncGenerator<ChatEvent>;

/** Answers messages from the workload's documents and the conversation so far. */
export function createChat({ bedrock, knowledge, dynamodb }: Services, settings: Settings): Chat {
  const conversations = new Conversations(dynamodb, settings);
  return async function* chat(message, signal) {
    const startedAt = Date.now();
    const messageId = randomUUID();
    const [turns, passages] = await Promise.all([
      conversations.load(message, signal),
      retrieve(knowledge, settings, message.text, signal),
    ]);
    const { modelId, stopReason, text, inputTokens, outputTokens } = yield* converseStream(
      bedrock,
      settings,
      {
        instructions: instructions(passages),
        messages: messagesOf(turns, message.text),
        metadata: { messageId, sessionId: message.sessionId },
      },
      signal,
    );
    // What the guardrail or the model's content filter stopped is not stored in the conversation.
    if (!isBlocked(stopReason) && text !== "") {
      await conversations.append(message, { question: message.text, answer: text }, signal);
    }
    log("info", "answered", {
      messageId,
      modelId,
      stopReason,
      inputTokens,
      outputTokens,
      passages: passages.length,
      durationMs: Date.now() - startedAt,
    });
    const sources = [...new Set(passages.map(({ source }) => source))];
    yield { event: "done", data: { messageId, stopReason, sources } };
  };
}

function messagesOf(turns: readonly Turn[], question: string) {
  return [
    ...turns.flatMap((turn) => [
      { role: "user" as const, text: turn.question },
      { role: "assistant" as const, text: turn.answer },
    ]),
    { role: "user" as const, text: question },
  ];
}
