import { randomUUID } from "node:crypto";
import type { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { log } from "@plinth/service-runtime/log";
import { retrieve } from "@plinth/service-runtime/retrieval";
import { converseStream, type Delta } from "./converse-stream";
import { instructions } from "./instructions";
import { Memory, type Turn } from "./memory";
import type { ChatMessage } from "./message";
import type { Settings } from "./settings";

export interface Services {
  readonly bedrock: BedrockRuntimeClient;
  readonly knowledge: BedrockAgentRuntimeClient;
  readonly dynamodb: DynamoDBClient;
}

/** What a user's message is answered with, in order: pieces of text, and then how it ended. */
export type ChatEvent =
  | Delta
  | {
      readonly event: "done";
      readonly data: {
        readonly messageId: string;
        /** Bedrock's: `end_turn`, `max_tokens`, `guardrail_intervened`. */
        readonly stopReason: string;
        /** Documents that the answer may rest on. */
        readonly sources: readonly string[];
      };
    };

export type Chat = (message: ChatMessage, signal: AbortSignal) => AsyncGenerator<ChatEvent>;

/** An answer that the guardrail or the model's own filter stopped; it is no part of the conversation. */
const STOPPED = new Set(["content_filtered", "guardrail_intervened"]);

/** Answers messages from the workload's documents and from what was said before. */
export function createChat({ bedrock, knowledge, dynamodb }: Services, settings: Settings): Chat {
  const memory = new Memory(dynamodb, settings);
  return async function* chat(message, signal) {
    const startedAt = Date.now();
    const messageId = randomUUID();
    const [turns, passages] = await Promise.all([
      memory.recall(message, signal),
      retrieve(knowledge, settings, message.text, signal),
    ]);
    const { modelId, stopReason, text, inputTokens, outputTokens } = yield* converseStream(
      bedrock,
      settings,
      {
        instructions: instructions(passages),
        messages: conversation(turns, message.text),
        metadata: { messageId, sessionId: message.sessionId },
      },
      signal,
    );
    if (!STOPPED.has(stopReason) && text !== "") {
      await memory.keep(message, { question: message.text, answer: text }, signal);
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

function conversation(turns: readonly Turn[], question: string) {
  return [
    ...turns.flatMap((turn) => [
      { role: "user" as const, text: turn.question },
      { role: "assistant" as const, text: turn.answer },
    ]),
    { role: "user" as const, text: question },
  ];
}
