import type { Values } from "../simulation";

/** Types of a package that do more than repeat their inputs. */
export type PackageSpec = Readonly<Record<string, PackageType>>;

export interface PackageType {
  /** Computed outputs; `seed` is the same for the same URN and inputs. */
  outputs(inputs: Values, seed: string): Values;
  id(outputs: Values, seed: string): string;
}
