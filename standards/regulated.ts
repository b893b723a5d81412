import type { Standard } from "./schema";

/**
 * The standard that a regulated workload is held to: confidential data is kept as restricted data is, under a key of the
 * workload's own, versioned, with access logs, and outputs and audit records locked; AI services that AWS has trained
 * belong to the AI estate. Components build by it and the pack `regulated` judges by it.
 */
export function regulatedStandard(standard: Standard): Standard {
  const { confidential, restricted } = standard.classifications;
  const locked = { accessLogging: true, objectLock: true, customerManagedKey: true, versioning: true };
  return {
    ...standard,
    readyMadeAiServices: "inside",
    classifications: {
      ...standard.classifications,
      confidential: { ...confidential, ...locked },
      restricted: { ...restricted, ...locked },
    },
  };
}
