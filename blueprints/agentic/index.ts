import { permissionSetRoles } from "@plinth/components";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { oneOf, text } from "../stack/shared-keys";
import { regionalKeys } from "../workload/ai-keys";
import { inRegions } from "../workload/regions";
import { Agentic } from "./agentic";

export * from "./agentic";

const REVIEW_DAYS = "1 to 14 whole days";
const LENGTH = "1 to 20000 characters";
const IMAGE = "an image of Amazon ECR by digest: <repository>@sha256:…";

/** A replicated image has the same repository and digest in the registry of the other region. */
const REGION_OF_IMAGE = /(?<=\.dkr\.ecr\.)[a-z0-9-]+/;

function bound(least: number, most: number) {
  const error = `a whole number, ${least} to ${most}`;
  return z.coerce
    .number({ error })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, { error });
}

function schema(basis: ConfigBasis) {
  const keys = regionalKeys(basis, {
    /**
     * Image of an agent of your own, such as that of `agent/`, by digest; ECR's replication takes it to a second region.
     * Default: none; AWS runs the loop.
     */
    agentImage: text(
      /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
      IMAGE,
    ).optional(),
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
    reviewDays: z.coerce
      .number({ error: REVIEW_DAYS })
      .refine((value) => Number.isInteger(value) && value >= 1 && value <= 14, { error: REVIEW_DAYS })
      .default(3),
    /** Permission set of IAM Identity Center whose holders decide. Default: `<workload>-reviewer`. */
    reviewerPermissionSet: text(/^[\w+=,.@-]{1,32}$/, "the name of a permission set").optional(),
    /** Days that conversations are remembered. Bounds: 7 to 365, within the standard's range for outputs. Default: 30. */
    memoryRetentionDays: bound(7, 365).optional(),
  });
  return keys.refine((config) => !(config.workload?.regulated && config.approval === "policy"), {
    path: ["approval"],
    // Told together with whatever else is wrong.
    when: () => true,
    error: "required: a person decides about each action of a regulated workload",
  });
}

/** `plinth:blueprint: agentic` */
export const agentic = {
  name: "agentic",
  schema,
  deploy(config, context) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    const { agentImage, reviewerPermissionSet: holders } = config;
    return inRegions(
      config,
      context,
      (name, where, opts) =>
        new Agentic(
          name,
          {
            ...where,
            models,
            expectedMonthlyInferenceUsd,
            image: where.isHome ? agentImage : agentImage?.replace(REGION_OF_IMAGE, where.workload.region),
            instructions: config.instructions,
            bounds: config.bounds,
            approval: config.approval,
            reviewDays: config.reviewDays,
            reviewers:
              holders === undefined ? undefined : { signedInAs: [permissionSetRoles(where.workload, holders)] },
            alarmEmails: config.alarmEmails,
            memoryRetentionDays: config.memoryRetentionDays,
          },
          opts,
        ),
    );
  },
} satisfies Blueprint<ReturnType<typeof schema>>;
