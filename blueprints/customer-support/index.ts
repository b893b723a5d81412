import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { regionalKeys, withinRetention } from "../workload/keys";
import { inRegions } from "../workload/regions";
import { CustomerSupport } from "./customer-support";
import { options } from "./options";

export * from "./customer-support";

function schema(basis: ConfigBasis) {
  return withinRetention(regionalKeys(basis, options), basis, "transcriptRetentionDays", "output");
}

/** `plinth:blueprint: customer-support` */
export const customerSupport = {
  name: "customer-support",
  schema,
  deploy: (config, context) => inRegions(config, context, (name, args, opts) => new CustomerSupport(name, args, opts)),
} satisfies Blueprint<ReturnType<typeof schema>>;
