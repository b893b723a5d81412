import * as z from "zod/mini";

/** What the gateway's environment variable `CALLERS` is: a JSON list of these, one for each workload that may call. */
export const gatewayCaller = z.strictObject({
  /** Name of the workload, and the account that its roles are of. */
  workload: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,19}$/)),
  accountId: z.string().check(z.regex(/^\d{12}$/)),
  /** Tokens of input and output a minute, reserved when a request starts and settled when it ends. */
  tokensPerMinute: z.number().check(z.int(), z.minimum(1)),
  /** US dollars a month, after which requests are refused. Left out: no limit. */
  monthlyUsd: z.optional(z.number().check(z.positive())),
});
export type GatewayCaller = z.infer<typeof gatewayCaller>;

/** What `PROVIDERS` is, where the gateway reaches others than Bedrock: a JSON list of these. */
export const gatewayProvider = z.strictObject({
  /** `openai` */
  name: z.string().check(z.regex(/^[a-z][a-z0-9]{1,19}$/)),
  /** Host that it answers at, one of those that the inspected egress allows: `api.openai.com`. */
  host: z.string().check(z.regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)),
  /** Variable that its key is handed over in: `OPENAI_API_KEY`. */
  keyVariable: z.string().check(z.regex(/^[A-Z][A-Z0-9_]*_API_KEY$/)),
});
export type GatewayProvider = z.infer<typeof gatewayProvider>;

/** Paths of the gateway: each takes a POST. Which model answers, the body says. */
export const GATEWAY_PATHS = ["/v1/chat", "/v1/embeddings"] as const;
