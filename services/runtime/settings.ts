import * as z from "zod/mini";

export const text = z.string().check(z.minLength(1));
/** A whole number, as text. */
export const whole = (least: number, most: number) =>
  z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most));

/** A value that is JSON; undefined if it is not. */
export const json = z.pipe(text, z.transform(fromJson));

/** Environment variables of every function that asks models; `ModelAccess.environment` sets those of models and guardrail. */
export const modelSettings = {
  WORKLOAD: text,
  ENVIRONMENT: text,
  /** Models in order of preference: the next one is asked when one is throttled, slow or down. */
  MODELS: z.pipe(
    json,
    z.array(z.strictObject({ id: text, profileArn: text, promptCaching: z.boolean() })).check(z.minLength(1)),
  ),
  GUARDRAIL_ID: text,
  GUARDRAIL_VERSION: text,
  /** Most tokens of one answer. Always sent: unset, Bedrock reserves the model's maximum against the quota. */
  MAX_TOKENS: z._default(whole(64, 8_192), 1_024),
  /** Longest time for one model, retries included. */
  MODEL_TIMEOUT_SECONDS: z._default(whole(1, 300), 20),
};

const shape = z.object(modelSettings);
export type ModelSettings = z.infer<typeof shape>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function settingsOf<T extends z.ZodMiniType>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<T> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new Error(`environment: ${[...new Set(result.error.issues.map(({ path }) => String(path[0])))].join(", ")}`);
}

function fromJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
