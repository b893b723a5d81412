import type { GuardrailConfiguration, SystemContentBlock } from "@aws-sdk/client-bedrock-runtime";
import type { ModelSettings } from "./settings";

/** System prompt of a model request, cached where the model supports it. */
export function systemPrompt(
  { promptCaching }: ModelSettings["MODELS"][number],
  instructions: string,
): SystemContentBlock[] {
  return [{ text: instructions }, ...(promptCaching ? [{ cachePoint: { type: "default" as const } }] : [])];
}

/** The workload's guardrail, which every model request carries. */
export function guardrailConfig(settings: ModelSettings): Required<GuardrailConfiguration> {
  return {
    guardrailIdentifier: settings.GUARDRAIL_ID,
    guardrailVersion: settings.GUARDRAIL_VERSION,
    // A trace would quote the personal data that the guardrail found.
    trace: "disabled",
  };
}

/**
 * Metadata of a model request, for Bedrock's invocation log: the workload and its environment.
 * @param ids IDs to add. Never text of a user.
 */
export function requestMetadata(
  settings: ModelSettings,
  ids: Readonly<Record<string, string>>,
): Record<string, string> {
  return { workload: settings.WORKLOAD, environment: settings.ENVIRONMENT, ...ids };
}
