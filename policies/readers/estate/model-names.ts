import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, textOf, valuesAt } from "../../core/values";
import { PROVIDER_USERS, providersOf } from "./model-providers";

const PROVIDED: ReadonlySet<string> = new Set(PROVIDER_USERS);

/**
 * An id of a model or of an inference profile as Bedrock writes it, alone or in an ARN: `anthropic.claude-3-haiku-…`,
 * `eu.amazon.nova-lite-v1:0`. The names are those of the providers whose models Bedrock offers.
 * See https://docs.aws.amazon.com/bedrock/latest/userguide/model-cards.html, to which the list of models has moved.
 */
const MODEL_ID =
  /^((global|us|us-gov|eu|apac|jp|au|ca|sa)\.)?(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|zai)\.[a-z0-9][\w.]*-[\w.:-]+$/;
const MODEL_ARN =
  /^arn:[^:]+:(bedrock|sagemaker):[^:]*:[^:]*:(foundation-model|[\w-]+-profile|provisioned-model|custom-model|imported-model|endpoint)\//;

/** Whether a resource names a model of AWS's for its code to invoke. */
export function namesModels(resource: ResourceRecord): boolean {
  return PROVIDED.has(resource.type) && variablesOf(resource).some(isModelName);
}

/** Whether a resource gives access to a provider of models besides AWS. */
export function reachesProvider(resource: ResourceRecord, estate: Estate): boolean {
  return PROVIDED.has(resource.type) && providersOf(resource, estate).length > 0;
}

/** Whether a text is the id or the ARN of a model of AWS's, and nothing else. */
export function isModelName(value: unknown): boolean {
  const text = value === UNKNOWN ? "" : textOf(value);
  return MODEL_ID.test(text) || MODEL_ARN.test(text);
}

/** Values of the environment variables that code runs with. */
function variablesOf({ props }: ResourceRecord): readonly unknown[] {
  return [...valuesAt(props, "environment.variables"), ...valuesAt(props, "environmentVariables")]
    .filter(isObject)
    .flatMap((variables) => Object.values(variables));
}
