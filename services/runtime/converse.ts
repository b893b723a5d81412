import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandOutput,
} from "@aws-sdk/client-bedrock-runtime";
import { errorName, isRetryable } from "./errors";
import { guardrailConfig, requestMetadata, systemPrompt } from "./model-request";
import type { ModelSettings } from "./settings";

/** With less time than this left, no further model is tried. */
const MIN_TIME_MS = 2_000;

/** One request to a model. */
export interface Prompt {
  /** System prompt: the workload's own text, cached where the model supports it. */
  readonly instructions: string;
  /** Untrusted text, and nothing else: the guardrail assesses all of it. */
  readonly text: string;
  /** JSON Schema of the answer, in the subset that Bedrock compiles: see `jsonSchema`. */
  readonly schema: string;
  /** IDs for Bedrock's invocation log. Never text of a user. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A model's answer. */
export interface Completion {
  /** The standard's ID of the model that answered. */
  readonly modelId: string;
  /** Bedrock's stop reason: `end_turn`, `max_tokens`, `guardrail_intervened`. */
  readonly stopReason: string;
  /** The answer's text. */
  readonly text: string;
  /** Tokens of the prompt, as Bedrock counts them. */
  readonly inputTokens: number;
  /** Tokens of the answer, as Bedrock counts them. */
  readonly outputTokens: number;
}

/** No model answered. The message names each model's error and never an error's message, which can quote the prompt. */
export class ModelError extends Error {
  constructor(
    /** Name of the error, by model ID. Empty if there was no time to try a model. */
    readonly errors: Readonly<Record<string, string>>,
  ) {
    super(
      `no model answered: ${
        Object.entries(errors)
          .map((entry) => entry.join(" "))
          .join(", ") || "no time left"
      }`,
    );
    this.name = "ModelError";
  }
}

/**
 * Sends a prompt to the models, one after the other, until one answers.
 *
 * The request uses structured output rather than a tool's arguments, because guardrails do not assess tool arguments:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html (read 2026-11).
 * @param deadline Time by which the last model must have answered, in milliseconds since the epoch.
 * @throws ModelError if no model answered. An error that is not retryable, such as a denied permission, ends the
 * attempts at once.
 */
export async function converse(
  bedrock: BedrockRuntimeClient,
  settings: ModelSettings,
  prompt: Prompt,
  deadline: number,
): Promise<Completion> {
  const errors: Record<string, string> = {};
  for (const model of settings.MODELS) {
    const time = Math.min(settings.MODEL_TIMEOUT_SECONDS * 1_000, deadline - Date.now());
    if (time < MIN_TIME_MS) break;
    try {
      const abortSignal = AbortSignal.timeout(time);
      return completionOf(model.id, await bedrock.send(requestOf(model, settings, prompt), { abortSignal }));
    } catch (error) {
      errors[model.id] = errorName(error);
      if (!isRetryable(error)) break;
    }
  }
  throw new ModelError(errors);
}

function requestOf(model: ModelSettings["MODELS"][number], settings: ModelSettings, prompt: Prompt): ConverseCommand {
  return new ConverseCommand({
    modelId: model.profileArn,
    system: systemPrompt(model, prompt.instructions),
    messages: [{ role: "user", content: [{ text: prompt.text }] }],
    inferenceConfig: { maxTokens: settings.MAX_TOKENS },
    outputConfig: {
      textFormat: { type: "json_schema", structure: { jsonSchema: { name: "answer", schema: prompt.schema } } },
    },
    guardrailConfig: guardrailConfig(settings),
    requestMetadata: requestMetadata(settings, prompt.metadata),
  });
}

function completionOf(modelId: string, { output, stopReason, usage }: ConverseCommandOutput): Completion {
  return {
    modelId,
    stopReason: stopReason ?? "unknown",
    text: (output?.message?.content ?? []).map((block) => block.text ?? "").join(""),
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
  };
}
