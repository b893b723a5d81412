import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { regionalKeys, withinRetention } from "../workload/keys";
import { inRegions } from "../workload/regions";
import { DocumentProcessing } from "./document-processing";
import { options } from "./options";

export * from "./document-processing";

function schema(basis: ConfigBasis) {
  return withinRetention(regionalKeys(basis, options), basis, "recordRetentionDays", "output");
}

/** `plinth:blueprint: document-processing` */
export const documentProcessing = {
  name: "document-processing",
  schema,
  deploy: (config, context) =>
    inRegions(config, context, (name, args, opts) => new DocumentProcessing(name, args, opts)),
} satisfies Blueprint<ReturnType<typeof schema>>;
