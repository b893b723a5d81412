import * as z from "zod/mini";

/** Entry of the gateway's environment variable `CALLERS`, a JSON list: one workload that may call the gateway. */
export const gatewayCaller = z.strictObject({
  /** Name of the workload. */
  workload: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,19}$/)),
  /** Account of the workload's roles. */
  accountId: z.string().check(z.regex(/^\d{12}$/)),
  /** Input and output tokens a minute, reserved when a request starts and settled when it ends. */
  tokensPerMinute: z.number().check(z.int(), z.minimum(1)),
  /** US dollars a month, after which requests are refused. Default: no limit. */
  monthlyUsd: z.optional(z.number().check(z.positive())),
});

/** Entry of the gateway's environment variable `PROVIDERS`, a JSON list: one provider other than Bedrock. */
export const gatewayProvider = z.strictObject({
  /** Name of the provider: `openai`. */
  name: z.string().check(z.regex(/^[a-z][a-z0-9]{1,19}$/)),
  /** Host of the provider's API, one that the inspected egress allows: `api.openai.com`. */
  host: z.string().check(z.regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)),
  /** Environment variable that holds the API key: `OPENAI_API_KEY`. */
  keyVariable: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*_API_KEY$/)),
});

/** A provider other than Bedrock. */
export type GatewayProvider = z.infer<typeof gatewayProvider>;

/** Paths of the gateway. Each takes POST; the body names the model. */
export const GATEWAY_PATHS = ["/v1/chat", "/v1/embeddings"] as const;
