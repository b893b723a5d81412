import { z } from "zod";
import { ecrImage, oneOf, wholeNumber } from "../stack/keys";
import { reviewDays, reviewerOptions } from "../workload/review-options";

const LENGTH = "1 to 20000 characters";

const bound = (min: number, max: number) => wholeNumber(min, max, `a whole number, ${min} to ${max}`);

/** Options of the agentic workflow: keys of its stacks, and arguments of its component. */
export const options = {
  /**
   * Image of an agent of your own, such as that of `agent/`, by digest; ECR's replication takes it to a second region.
   * Default: none; AWS runs the loop.
   */
  agentImage: ecrImage.optional(),
  /** What the agent is told. Bounds: 1 to 20,000 characters. Default: how to work on cases. */
  instructions: z.string({ error: LENGTH }).min(1, { error: LENGTH }).max(20_000, { error: LENGTH }).optional(),
  /** Where one task stops, whether it is done or not. Default: 10 rounds, 4,096 tokens, 300 seconds. */
  bounds: z
    .strictObject({
      maxIterations: bound(1, 75).default(10),
      maxTokens: bound(64, 64_000).default(4_096),
      timeoutSeconds: bound(10, 800).default(300),
    })
    .prefault({}),
  /** Who decides about each action: a person (`required`) or the gateway's policies alone (`policy`). Default: required. */
  approval: oneOf(["required", "policy"]).default("required"),
  /** Days in which a person must have decided. Bounds: 1 to 14. Default: 3. */
  reviewDays,
  ...reviewerOptions,
  /** Days that conversations are remembered. Bounds: 7 to 365, within the standard's range for outputs. Default: 30. */
  memoryRetentionDays: bound(7, 365).optional(),
};
