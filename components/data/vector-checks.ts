import { type Classification, isAtLeast } from "@plinth/standards";
import type { PlinthComponentArgs } from "../plinth-component";

/** What any vector store is asked for. */
interface VectorArgs extends PlinthComponentArgs {
  readonly dimensions?: number;
  readonly classification?: Classification;
}

/** As Titan Text Embeddings V2 writes them. */
export const DEFAULT_DIMENSIONS = 1_024;

/** What is checked of every vector store, as `faultsOf` takes it. */
export function vectorChecks(
  { workload, dimensions = DEFAULT_DIMENSIONS, classification }: VectorArgs,
  mostDimensions: number,
) {
  return [
    [
      Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= mostDimensions,
      "dimensions",
      `a whole number, 1 to ${mostDimensions}`,
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
