import { existingKey, existingNetwork } from "@plinth/components";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../blueprint";
import { aiKeys, days, withinRetention } from "../config/ai-keys";
import { oneOf } from "../config/shared";
import { foundationOf } from "../foundation";
import { CustomerSupport } from "./customer-support";

export * from "./customer-support";

function schema(basis: ConfigBasis) {
  const keys = z.strictObject({
    ...aiKeys(basis),
    /** Whether golden cases are asked once a day: `on` or `off`. Default: on in production. */
    evaluation: oneOf(["on", "off"]).optional(),
    /** Days that transcripts are kept. Bounds: the standard's range for outputs. Default: its maximum, less 30 days. */
    transcriptRetentionDays: days.optional(),
  });
  return withinRetention(keys, basis, "transcriptRetentionDays", "output");
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
        evaluation: config.evaluation && config.evaluation === "on",
        transcriptRetentionDays: config.transcriptRetentionDays,
      },
      opts,
    );
    return support.outputs();
  },
} satisfies Blueprint<ReturnType<typeof schema>>;
