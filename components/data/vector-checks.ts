import { type Classification, isAtLeast } from "@plinth/standards";
import { isIntegerBetween } from "../argument-checks";
import type { PlinthComponentArgs } from "../plinth-component";

/** Arguments that all vector stores have. */
interface VectorArgs extends PlinthComponentArgs {
  readonly dimensions?: number;
  readonly classification?: Classification;
}

/** Dimensions of Titan Text Embeddings V2. */
export const DEFAULT_DIMENSIONS = 1_024;

/**
 * Checks of dimensions and classification, for `faultsOf`.
 * @param maxDimensions Limit of the store.
 */
export function vectorChecks(
  { workload, dimensions = DEFAULT_DIMENSIONS, classification }: VectorArgs,
  maxDimensions: number,
) {
  return [
    [
      isIntegerBetween(dimensions, 1, maxDimensions),
      "dimensions",
      `a whole number, 1 to ${maxDimensions}`,
      `${dimensions}`,
    ],
    [
      classification === undefined || isAtLeast(workload.classification, classification),
      "classification",
      `at most ${workload.classification}, which is what ${workload.name} may handle`,
      classification,
    ],
  ] as const;
}
