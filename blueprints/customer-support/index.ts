import { existingKey, existingNetwork } from "@plinth/components";
import { CLASSIFICATIONS, retentionRange } from "@plinth/standards";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../blueprint";
import { aiWorkload, email, network, oneOf, organization, text } from "../config/shared";
import { foundationOf } from "../foundation";
import { CustomerSupport } from "./customer-support";

export * from "./customer-support";

type Config = z.infer<ReturnType<typeof keys>>;

function keys(basis: ConfigBasis) {
  return z.strictObject({
    workload: aiWorkload(basis).superRefine(({ models }, context) => {
      const text = basis.standard.models.filter(({ kind }) => kind === "text").map(({ id }) => id);
      for (const [index, { id }] of models.entries()) {
        const path = ["models", index, "id"];
        if (!text.includes(id)) {
          context.addIssue({ code: "custom", path, message: `a model that writes text: one of ${text.join(", ")}` });
        } else if (models.findIndex((other) => other.id === id) < index) {
          context.addIssue({ code: "custom", path, message: "a model that is not in the list already" });
        }
      }
    }),
    network: network.optional(),
    /** The landing zone that the stack stands in. Default: the one that stacks `org` and `security` made. */
    organization: organization.prefault({}),
    /** A key that exists already, by ARN, for everything but transcripts. Default: an own one. */
    keyArn: text(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, "the ARN of a KMS key").optional(),
    /**
     * `account` where another stack records the account's invocations in this region; the standard's `invocationLogging`
     * says which. Default: own.
     */
    invocationLogging: oneOf(["own", "account"]).default("own"),
    alarmEmails: z.array(email).default([]),
    /** Days that transcripts are kept. Bounds: the standard's range for outputs. Default: its maximum, less 30 days. */
    transcriptRetentionDays: z.coerce.number({ error: "a whole number of days" }).optional(),
  });
}

/** A stack's keys, with the one that is bounded by another. */
function schema(basis: ConfigBasis) {
  const rangeOf = (config: unknown) => {
    const { classification } = (config as Partial<Config>).workload ?? {};
    const known = CLASSIFICATIONS.find((level) => level === classification);
    return known && retentionRange(basis.standard, known, "output");
  };
  return keys(basis).refine(
    (config) => {
      const { transcriptRetentionDays: days } = config;
      const range = rangeOf(config);
      return (
        !range ||
        days === undefined ||
        (Number.isInteger(days) && days >= range.minimumDays && days <= range.maximumDays)
      );
    },
    {
      path: ["transcriptRetentionDays"],
      // Told together with whatever else is wrong.
      when: () => true,
      error: ({ input }) => {
        const { minimumDays, maximumDays } = rangeOf(input) ?? {};
        return `${minimumDays} to ${maximumDays} whole days`;
      },
    },
  );
}

/** `plinth:blueprint: customer-support` */
export const customerSupport = {
  name: "customer-support",
  schema,
  deploy(config, { workload, opts }) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    const { existing, ...own } = config.network ?? {};
    const { organizationId } = foundationOf(config.organization);
    const support = new CustomerSupport(
      workload.name,
      {
        workload,
        models,
        expectedMonthlyInferenceUsd,
        network: existing ? existingNetwork("plinth:network.existing", existing) : { ...own, organizationId },
        key: config.keyArn === undefined ? undefined : existingKey("existing-key", config.keyArn),
        invocationLogging: config.invocationLogging === "own",
        alarmEmails: config.alarmEmails,
        transcriptRetentionDays: config.transcriptRetentionDays,
      },
      opts,
    );
    return support.outputs();
  },
} satisfies Blueprint<ReturnType<typeof schema>>;
