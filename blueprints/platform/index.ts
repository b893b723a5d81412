import type { ModelChoice } from "@plinth/components";
import type { InspectedEgress } from "@plinth/components/network/egress-attachment";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { foundationOf, stackReference } from "../stack/foundation";
import { aiKeys, withinRetention } from "../workload/keys";
import { aiWorkload, modelChoice } from "../workload/model-keys";
import { homeArgs } from "../workload/regions";
import { telemetryOf } from "../workload/telemetry";
import { langfuseOf } from "./langfuse";
import { ModelPlatform } from "./model-platform";
import { platformKeys } from "./options";

export * from "./model-platform";

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
    ...platformKeys,
  });
  const records = keys.refine((config) => !config.invocationText || config.invocationLogging, {
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
    const { telemetry, networkStack, providers, langfuse, ...configured } = config;
    const { organizationId } = foundationOf(config.organization);
    const network = stackReference(networkStack);
    const shared = (output: string) => network.requireOutput(output).apply(String);
    const gateway = new ModelPlatform(
      workload.name,
      {
        ...homeArgs(configured, workload, organizationId),
        serviceNetworkArn: shared("serviceNetworkArn"),
        organizationId,
        telemetry: telemetryOf(telemetry, config.organization, workload),
        langfuse: langfuse && langfuseOf(langfuse, workload),
        others: providers.length > 0 ? { providers, egress: egressOf(shared) } : undefined,
      },
      opts,
    );
    return { ...gateway.outputs };
  },
} satisfies Blueprint<ReturnType<typeof schema>>;

function egressOf(shared: (output: string) => pulumi.Output<string>): InspectedEgress {
  return {
    transitGatewayId: shared("transitGatewayId"),
    dnsRuleGroupId: shared("dnsRuleGroupId"),
    queryLogConfigId: shared("queryLogConfigId"),
  };
}
