import type { PolicySet } from "@plinth/components/identity/service-control-policies";
import {
  baselineStatements,
  modelStatements,
  noModelStatements,
  productionStatements,
} from "@plinth/components/identity/service-control-statements";
import type { Standard } from "@plinth/standards";

/** The organisation's units; the workloads of production and of everything else have accounts, and limits, of their own. */
export const UNITS = {
  security: {},
  infrastructure: {},
  platform: {},
  workloads: {},
  production: { parent: "workloads" },
  "non-production": { parent: "workloads" },
} as const;

/** Units that accounts stand in. */
export const ACCOUNT_UNITS = ["security", "infrastructure", "platform", "production", "non-production"] as const;
/** A unit that accounts stand in. */
export type AccountUnit = (typeof ACCOUNT_UNITS)[number];

/** Units whose accounts teams work in. */
export function hasWorkloads(unit: AccountUnit): boolean {
  return unit === "production" || unit === "non-production";
}

/** Units that stand in no other, so that what is attached to them reaches every account. */
const TOP_UNITS = ["security", "infrastructure", "platform", "workloads"] as const;

/**
 * What each unit may not do. A unit inherits from the one that it stands in.
 * @param regionDenied Units in which AWS Control Tower denies regions: there is one region deny, never two.
 */
export function policySets(
  standard: Standard,
  partition: string,
  regionDenied: readonly string[] = [],
): Readonly<Record<string, PolicySet>> {
  const denied = TOP_UNITS.filter((unit) => regionDenied.includes(unit));
  const others = TOP_UNITS.filter((unit) => !regionDenied.includes(unit));
  return {
    ...(others.length > 0 && {
      baseline: {
        description: "Approved regions, no long-lived credentials, a platform that nobody takes apart",
        statements: baselineStatements(standard, partition),
        targets: others,
      },
    }),
    ...(denied.length > 0 && {
      "baseline-beside-control-tower": {
        description: "No long-lived credentials, a platform that nobody takes apart",
        statements: baselineStatements(standard, partition, false),
        targets: denied,
      },
    }),
    models: {
      description: "Models of the catalogue only, processed in approved areas",
      statements: modelStatements(standard, partition),
      targets: ["platform", "workloads"],
    },
    "no-models": {
      description: "No inference where no workload lives",
      statements: noModelStatements(),
      targets: ["security", "infrastructure"],
    },
    production: {
      description: "Only workloads' own roles invoke models in production",
      statements: productionStatements(partition),
      targets: ["production"],
    },
  };
}
