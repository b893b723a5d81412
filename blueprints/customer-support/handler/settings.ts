import * as z from "zod/mini";

const text = z.string().check(z.minLength(1));
/** A whole number, as text. */
const whole = (least: number, most: number) => z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most));

const settings = z.object({
  WORKLOAD: text,
  ENVIRONMENT: text,
  ACCOUNT_ID: z.string().check(z.regex(/^\d{12}$/)),
  /** Models in order of preference: the next one is asked when one is throttled, slow or down. */
  MODELS: z.pipe(
    z.pipe(text, z.transform(fromJson)),
    z.array(z.strictObject({ id: text, profileArn: text, promptCaching: z.boolean() })).check(z.minLength(1)),
  ),
  GUARDRAIL_ID: text,
  GUARDRAIL_VERSION: text,
  KNOWLEDGE_BUCKET: text,
  OUTPUT_BUCKET: text,
  KEY_ARN: text,
  /** Most tokens of one answer. Always sent: unset, Bedrock reserves the model's maximum against the quota. */
  MAX_TOKENS: z._default(whole(64, 8_192), 1_024),
  /** Longest time for one model, retries included. */
  MODEL_TIMEOUT_SECONDS: z._default(whole(1, 300), 20),
});

export type Settings = z.infer<typeof settings>;

/** @throws Error naming every variable that is missing or malformed, never its value. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const result = settings.safeParse(environment);
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
