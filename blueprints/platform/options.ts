import { z } from "zod";
import { accountId, ecrImage, kebab, oneOf, stackName, text } from "../stack/keys";
import { days, telemetry } from "../workload/keys";
import { langfuse } from "./langfuse";

const USD = "US dollars a month, above 0";
const TOKENS = "a whole number of tokens a minute, from 1";

/** Keys of the platform's stacks, besides those of every AI workload. */
export const platformKeys = {
  /** Image of the gateway, by digest: a container that keeps the contract of `standards/contracts/gateway.ts`. */
  image: ecrImage,
  telemetry: telemetry.prefault({}),
  /**
   * `redacted` where invocation records hold prompts and completions too, in a locked store that nobody needs to read, with a
   * redacted stream beside it that may be read. Bounds: data whose stores the standard locks, and `invocationLogging: own`.
   * Default: none.
   */
  invocationText: oneOf(["none", "redacted"])
    .default("none")
    .transform((text) => text === "redacted"),
  /** Workloads that may ask, and how much of it. Default: none. */
  clients: z
    .array(
      z.strictObject({
        workload: kebab(2, 20),
        accountId,
        tokensPerMinute: z.int({ error: TOKENS }).min(1, { error: TOKENS }).optional(),
        monthlyUsd: z.number({ error: USD }).positive({ error: USD }).optional(),
      }),
    )
    .default([]),
  /** Stack that made the service network. Default: `network`. */
  networkStack: stackName.default("network"),
  /** Providers besides Bedrock; the network stack's egress must allow their hosts. Default: none. */
  providers: z
    .array(
      z.strictObject({
        name: text(/^[a-z][a-z0-9]{1,19}$/, "a name in lower case such as openai"),
        host: text(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a host such as api.openai.com"),
      }),
    )
    .default([]),
  langfuse: langfuse.optional(),
  /** Days that usage is kept. Bounds: the standard's range for logs. Default: its minimum. */
  usageDays: days.optional(),
};

const { image: gatewayImage, invocationText, clients, usageDays } = platformKeys;

/** Those of them that are arguments of its component as they are; the others are resolved first. */
export const options = { image: gatewayImage, invocationText, clients, usageDays };
