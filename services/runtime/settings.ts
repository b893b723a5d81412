import * as z from "zod/mini";
import { parseJson } from "./json";

/** Environment variables by name: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is not empty. */
export const text = z.string().check(z.minLength(1));

/** A whole number between `min` and `max`, inclusive. */
export const integer = (min: number, max: number) => z.coerce.number().check(z.int(), z.minimum(min), z.maximum(max));

/** A JSON value. It is `undefined` if the variable is not JSON, so pipe it into a schema. */
export const json = z.pipe(text, z.transform(parseJson));

/** ID of an AWS account: 12 digits. */
export const accountId = z.string().check(z.regex(/^\d{12}$/));

/** Variables of every workload's function. They go into logs, records and the metadata of model requests. */
export const workloadSettings = {
  /** Name of the workload. */
  WORKLOAD: text,
  /** Environment of the workload: `prod`. */
  ENVIRONMENT: text,
};

/** Variables of the guardrail. */
export const guardrailSettings = {
  /** ID of the guardrail. */
  GUARDRAIL_ID: text,
  /** Version of the guardrail. */
  GUARDRAIL_VERSION: text,
};

/** Variables of every function that invokes models. `ModelAccess.environment` sets those of models and guardrail. */
export const modelSettings = {
  ...workloadSettings,
  /** JSON list of models in order of preference. The next model is used if one is throttled, slow or unavailable. */
  MODELS: z.pipe(
    json,
    z.array(z.strictObject({ id: text, profileArn: text, promptCaching: z.boolean() })).check(z.minLength(1)),
  ),
  ...guardrailSettings,
  /**
   * Maximum tokens of one answer. Always sent: without it, Bedrock reserves the model's maximum against the quota.
   * Bounds: 64 to 8,192. Default: 1,024.
   */
  MAX_TOKENS: z._default(integer(64, 8_192), 1_024),
  /** Maximum seconds for one model, SDK retries included. Bounds: 1 to 300. Default: 20. */
  MODEL_TIMEOUT_SECONDS: z._default(integer(1, 300), 20),
};

const modelSchema = z.object(modelSettings);

/** Values of {@link modelSettings}. */
export type ModelSettings = z.infer<typeof modelSchema>;

/**
 * Makes a function that reads a service's settings from environment variables.
 *
 * The returned function throws an error `environment: A, B` that names every variable that is missing or malformed, in
 * the order of the schema, and never a value.
 */
export function settingsReader<T extends z.ZodMiniType>(schema: T): (environment: Environment) => z.infer<T> {
  return (environment) => {
    const result = schema.safeParse(environment);
    if (result.success) return result.data;
    const names = new Set(result.error.issues.map(({ path }) => String(path[0])));
    throw new Error(`environment: ${[...names].join(", ")}`);
  };
}
