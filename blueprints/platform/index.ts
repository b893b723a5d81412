import { existingKey, existingNetwork, type ModelChoice } from "@plinth/components";
import type { InspectedEgress } from "@plinth/components/network/egress-attachment";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { foundationOf, stackReference } from "../stack/foundation";
import { accountId, aiWorkload, kebab, modelChoice, oneOf, stackName, text } from "../stack/shared-keys";
import { aiKeys, days, withinRetention } from "../workload/ai-keys";
import { telemetryOf } from "../workload/telemetry";
import { telemetry } from "../workload/telemetry-keys";
import { image, langfuse, langfuseOf } from "./langfuse";
import { ModelPlatform } from "./model-platform";

export * from "./model-platform";

const USD = "US dollars a month, above 0";
const TOKENS = "a whole number of tokens a minute, from 1";

function schema(basis: ConfigBasis) {
  const keys = z.strictObject({
    ...aiKeys(basis),
    workload: aiWorkload(basis).extend({
      /** Models that the gateway offers. Default: every text model of the catalogue that can be invoked from the region. */
      models: z
        .array(modelChoice(basis))
        .min(1, { error: "at least one model of the catalogue" })
        .default(() => textModels(basis)),
    }),
    /** Image of the gateway, by digest: a container that keeps the contract of `standards/gateway.ts`. */
    image,
    telemetry: telemetry.prefault({}),
    /**
     * `redacted` where invocation records hold prompts and completions too, in a locked store that nobody needs to read, with a
     * redacted stream beside it that may be read. Bounds: data whose stores the standard locks, and `invocationLogging: own`.
     * Default: none.
     */
    invocationText: oneOf(["none", "redacted"]).default("none"),
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
  });
  const records = keys.refine((config) => config.invocationText === "none" || config.invocationLogging === "own", {
    path: ["invocationText"],
    error: "none where another stack records invocations",
  });
  return withinRetention(records, basis, "usageDays", "log");
}

/** Each by an area's profile where there is one, because that spreads the load over its regions. */
function textModels({ standard, region = "" }: ConfigBasis): ModelChoice[] {
  return standard.models
    .filter(({ kind }) => kind === "text")
    .flatMap(({ id, regions, profiles }): ModelChoice[] => {
      const profile = standard.residency.find((area) => profiles[area]?.sourceRegions.includes(region));
      if (profile !== undefined) return [{ id, profile }];
      return regions.includes(region) ? [{ id }] : [];
    });
}

/** `plinth:blueprint: platform` */
export const platform = {
  name: "platform",
  schema,
  deploy(config, { workload, opts }) {
    const { models, expectedMonthlyInferenceUsd } = config.workload;
    const { existing, ...own } = config.network ?? {};
    const { organizationId } = foundationOf(config.organization);
    const shared = stackReference(config.networkStack);
    const told = (output: string) => shared.requireOutput(output).apply(String);
    const gateway = new ModelPlatform(
      workload.name,
      {
        workload,
        image: config.image,
        models,
        expectedMonthlyInferenceUsd,
        clients: config.clients,
        serviceNetworkArn: told("serviceNetworkArn"),
        organizationId,
        network: existing ? existingNetwork("plinth:network.existing", existing) : { ...own, organizationId },
        key: config.keyArn === undefined ? undefined : existingKey("existing-key", config.keyArn),
        invocationLogging: config.invocationLogging === "own",
        invocationText: config.invocationText === "redacted",
        telemetry: telemetryOf(config.telemetry, config.organization, workload),
        alarmEmails: config.alarmEmails,
        usageDays: config.usageDays,
        langfuse: config.langfuse && langfuseOf(config.langfuse, workload),
        others: config.providers.length > 0 ? { providers: config.providers, egress: egressOf(told) } : undefined,
      },
      opts,
    );
    return gateway.outputs();
  },
} satisfies Blueprint<ReturnType<typeof schema>>;

function egressOf(told: (output: string) => pulumi.Output<string>): InspectedEgress {
  return {
    transitGatewayId: told("transitGatewayId"),
    dnsRuleGroupId: told("dnsRuleGroupId"),
    queryLogConfigId: told("queryLogConfigId"),
  };
}
