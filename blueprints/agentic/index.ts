import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { regionalKeys } from "../workload/keys";
import { inRegions } from "../workload/regions";
import { Agentic } from "./agentic";
import { options } from "./options";

export * from "./agentic";

/** A replicated image has the same repository and digest in the registry of the other region. */
const REGION_OF_IMAGE = /(?<=\.dkr\.ecr\.)[a-z0-9-]+/;

function schema(basis: ConfigBasis) {
  return regionalKeys(basis, options).refine(
    (config) => !(config.workload?.regulated && config.approval === "policy"),
    {
      path: ["approval"],
      // Reported with all other errors.
      when: () => true,
      error: "required: a person decides about each action of a regulated workload",
    },
  );
}

/** `plinth:blueprint: agentic` */
export const agentic = {
  name: "agentic",
  schema,
  deploy: (config, context) =>
    inRegions(config, context, (name, args, opts) => {
      const agentImage = args.isHome
        ? args.agentImage
        : args.agentImage?.replace(REGION_OF_IMAGE, args.workload.region);
      return new Agentic(name, { ...args, agentImage }, opts);
    }),
} satisfies Blueprint<ReturnType<typeof schema>>;
