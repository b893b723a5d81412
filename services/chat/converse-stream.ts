import { type BedrockRuntimeClient, ConverseStreamCommand, type Message } from "@aws-sdk/client-bedrock-runtime";
import { type Completion, ModelError } from "@plinth/service-runtime/converse";
import { errorName, isRetryable } from "@plinth/service-runtime/errors";
import { guardrailConfig, requestMetadata, systemPrompt } from "@plinth/service-runtime/model-request";
import type { Settings } from "./settings";
import { withIdleTimeout, withTimeout } from "./timeouts";

/** One request to a model. */
export interface Conversation {
  /** System prompt. */
  readonly instructions: string;
  /** Messages of user and assistant in turns, the user's last. */
  readonly messages: readonly { readonly role: "assistant" | "user"; readonly text: string }[];
  /** IDs for Bedrock's invocation log. Never text of a user. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A piece of the answer. */
export interface Delta {
  /** Name of the server-sent event. */
  readonly event: "delta";
  /** The piece of text. */
  readonly data: { readonly text: string };
}

/**
 * Streams a model's answer. If a model fails before its first text, the next one is tried; after that, the answer fails.
 * @throws ModelError if no model answered; the signal's reason if it aborts.
 */
export async function* converseStream(
  bedrock: BedrockRuntimeClient,
  settings: Settings,
  conversation: Conversation,
  signal: AbortSignal,
): AsyncGenerator<Delta, Completion> {
  const errors: Record<string, string> = {};
  for (const model of settings.MODELS) {
    try {
      return yield* streamFrom(bedrock, settings, model, conversation, signal);
    } catch (error) {
      signal.throwIfAborted();
      errors[model.id] = error instanceof InterruptedError ? error.cause : errorName(error);
      if (error instanceof InterruptedError || !isRetryable(error)) break;
    }
  }
  throw new ModelError(errors);
}

/** A model failed within its answer. Another model cannot continue it. */
class InterruptedError extends Error {
  constructor(override readonly cause: string) {
    super(cause);
  }
}

async function* streamFrom(
  bedrock: BedrockRuntimeClient,
  settings: Settings,
  model: Settings["MODELS"][number],
  conversation: Conversation,
  signal: AbortSignal,
): AsyncGenerator<Delta, Completion> {
  const idleMs = settings.MODEL_TIMEOUT_SECONDS * 1_000;
  const command = requestOf(model, settings, conversation);
  const { stream = emptyStream() } = await withTimeout(bedrock.send(command, { abortSignal: signal }), idleMs, signal);
  const completed = { modelId: model.id, stopReason: "unknown", text: "", inputTokens: 0, outputTokens: 0 };
  try {
    for await (const { contentBlockDelta, messageStop, metadata } of withIdleTimeout(stream, idleMs, signal)) {
      const text = contentBlockDelta?.delta?.text;
      completed.stopReason = messageStop?.stopReason ?? completed.stopReason;
      completed.inputTokens = metadata?.usage?.inputTokens ?? completed.inputTokens;
      completed.outputTokens = metadata?.usage?.outputTokens ?? completed.outputTokens;
      if (!text) continue;
      completed.text += text;
      yield { event: "delta", data: { text } };
    }
  } catch (error) {
    throw completed.text === "" ? error : new InterruptedError(errorName(error));
  }
  return completed;
}

function requestOf(
  model: Settings["MODELS"][number],
  settings: Settings,
  { instructions, messages, metadata }: Conversation,
): ConverseStreamCommand {
  return new ConverseStreamCommand({
    modelId: model.profileArn,
    system: systemPrompt(model, instructions),
    messages: messages.map(({ role, text }): Message => ({ role, content: [{ text }] })),
    inferenceConfig: { maxTokens: settings.MAX_TOKENS },
    guardrailConfig: {
      ...guardrailConfig(settings),
      // `sync` assesses text before it is sent:
      // https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-streaming.html (read 2026-11)
      streamProcessingMode: "sync",
    },
    requestMetadata: requestMetadata(settings, metadata),
  });
}

async function* emptyStream(): AsyncGenerator<never> {}
