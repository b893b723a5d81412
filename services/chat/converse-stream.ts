import {
  type BedrockRuntimeClient,
  ConverseStreamCommand,
  type Message,
  type SystemContentBlock,
} from "@aws-sdk/client-bedrock-runtime";
import { isPassing, ModelError } from "@plinth/service-runtime/converse";
import type { Settings } from "./settings";
import { listen, within } from "./stream";

export interface Conversation {
  readonly instructions: string;
  /** Of users and of the model in turns, a user's last. */
  readonly messages: readonly { readonly role: "assistant" | "user"; readonly text: string }[];
  /** Ids that Bedrock's record of the call carries: never what somebody wrote. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A piece of the answer. */
export interface Delta {
  readonly event: "delta";
  readonly data: { readonly text: string };
}

/** How an answer ended. */
export interface Completed {
  readonly modelId: string;
  readonly stopReason: string;
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Gives a model's answer piece by piece, and at its end how it ended. The next model is asked when one fails before it has
 * said anything; after that, a failure is one.
 * @throws ModelError when no model answered; the signal's reason when nobody listens any more.
 */
export async function* converseStream(
  bedrock: BedrockRuntimeClient,
  settings: Settings,
  conversation: Conversation,
  signal: AbortSignal,
): AsyncGenerator<Delta, Completed> {
  const errors: Record<string, string> = {};
  for (const model of settings.MODELS) {
    try {
      return yield* ask(bedrock, settings, model, conversation, signal);
    } catch (error) {
      signal.throwIfAborted();
      errors[model.id] = error instanceof Interrupted ? error.cause : nameOf(error);
      if (error instanceof Interrupted || !isPassing(error)) break;
    }
  }
  throw new ModelError(errors);
}

/** A model that stopped in the middle of its answer: no other can go on from there. */
class Interrupted extends Error {
  constructor(override readonly cause: string) {
    super(cause);
  }
}

async function* ask(
  bedrock: BedrockRuntimeClient,
  settings: Settings,
  model: Settings["MODELS"][number],
  conversation: Conversation,
  signal: AbortSignal,
): AsyncGenerator<Delta, Completed> {
  const silenceMs = settings.MODEL_TIMEOUT_SECONDS * 1_000;
  const command = request(model, settings, conversation);
  const { stream = nothing() } = await within(bedrock.send(command, { abortSignal: signal }), silenceMs, signal);
  const completed = { modelId: model.id, stopReason: "unknown", text: "", inputTokens: 0, outputTokens: 0 };
  try {
    for await (const { contentBlockDelta, messageStop, metadata } of listen(stream, silenceMs, signal)) {
      const text = contentBlockDelta?.delta?.text;
      completed.stopReason = messageStop?.stopReason ?? completed.stopReason;
      completed.inputTokens = metadata?.usage?.inputTokens ?? completed.inputTokens;
      completed.outputTokens = metadata?.usage?.outputTokens ?? completed.outputTokens;
      if (!text) continue;
      completed.text += text;
      yield { event: "delta", data: { text } };
    }
  } catch (error) {
    throw completed.text === "" ? error : new Interrupted(nameOf(error));
  }
  return completed;
}

function request(
  model: Settings["MODELS"][number],
  settings: Settings,
  { instructions, messages, metadata }: Conversation,
): ConverseStreamCommand {
  const system: SystemContentBlock[] = [{ text: instructions }];
  if (model.promptCaching) system.push({ cachePoint: { type: "default" } });
  return new ConverseStreamCommand({
    modelId: model.profileArn,
    system,
    messages: messages.map(({ role, text }): Message => ({ role, content: [{ text }] })),
    inferenceConfig: { maxTokens: settings.MAX_TOKENS },
    guardrailConfig: {
      guardrailIdentifier: settings.GUARDRAIL_ID,
      guardrailVersion: settings.GUARDRAIL_VERSION,
      // Nothing reaches the user before it is assessed:
      // https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-streaming.html (read 2026-11)
      streamProcessingMode: "sync",
      // A trace would quote what the guardrail found, which is what must not be logged.
      trace: "disabled",
    },
    requestMetadata: { workload: settings.WORKLOAD, environment: settings.ENVIRONMENT, ...metadata },
  });
}

async function* nothing(): AsyncGenerator<never> {}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown error";
}
