import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandOutput,
  type SystemContentBlock,
} from "@aws-sdk/client-bedrock-runtime";
import type { ModelSettings } from "./settings";

/** Failures that pass: another model, or the same one later, may well answer. */
const PASSING: ReadonlySet<string> = new Set([
  "AbortError",
  "InternalServerException",
  "ModelErrorException",
  "ModelNotReadyException",
  "ModelTimeoutException",
  "ServiceUnavailableException",
  "ThrottlingException",
  "TimeoutError",
]);

/** Whether a failure passes: asking again, or another model, may help. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && PASSING.has(error.name);
}

/** No model is asked when less time than this is left. */
const LEAST_TIME_MS = 2_000;

export interface Prompt {
  readonly instructions: string;
  /** What came from outside, and nothing else: the guardrail assesses all of it. */
  readonly text: string;
  /** JSON Schema of the answer, in the subset that Bedrock compiles: see `jsonSchema`. */
  readonly schema: string;
  /** Ids that Bedrock's record of the call carries: never what somebody wrote. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Completion {
  readonly modelId: string;
  readonly stopReason: string;
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Bedrock did not answer. Names the error of each model that was asked, never a message, which may quote the prompt. */
export class ModelError extends Error {
  constructor(
    /** By model id. */
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
 * Asks the models one after the other until one answers.
 *
 * The answer is asked for as structured text rather than as the arguments of a tool, because guardrails do not assess
 * tool arguments: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html (read 2026-11).
 * @param deadline When the last model must have answered, in milliseconds since the epoch.
 * @throws ModelError when none did; at once for an error that does not pass, such as a refused permission.
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
    if (time < LEAST_TIME_MS) break;
    try {
      const abortSignal = AbortSignal.timeout(time);
      return completion(model.id, await bedrock.send(request(model, settings, prompt), { abortSignal }));
    } catch (error) {
      errors[model.id] = error instanceof Error ? error.name : "unknown error";
      if (!isPassing(error)) break;
    }
  }
  throw new ModelError(errors);
}

function request(model: ModelSettings["MODELS"][number], settings: ModelSettings, prompt: Prompt): ConverseCommand {
  const instructions: SystemContentBlock[] = [{ text: prompt.instructions }];
  if (model.promptCaching) instructions.push({ cachePoint: { type: "default" } });
  return new ConverseCommand({
    modelId: model.profileArn,
    system: instructions,
    messages: [{ role: "user", content: [{ text: prompt.text }] }],
    inferenceConfig: { maxTokens: settings.MAX_TOKENS },
    outputConfig: {
      textFormat: { type: "json_schema", structure: { jsonSchema: { name: "answer", schema: prompt.schema } } },
    },
    // A trace would quote what the guardrail found, which is what must not be logged.
    guardrailConfig: {
      guardrailIdentifier: settings.GUARDRAIL_ID,
      guardrailVersion: settings.GUARDRAIL_VERSION,
      trace: "disabled",
    },
    requestMetadata: {
      workload: settings.WORKLOAD,
      environment: settings.ENVIRONMENT,
      ...prompt.metadata,
    },
  });
}

function completion(modelId: string, { output, stopReason, usage }: ConverseCommandOutput): Completion {
  return {
    modelId,
    stopReason: stopReason ?? "unknown",
    text: (output?.message?.content ?? []).map((block) => block.text ?? "").join(""),
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
  };
}
