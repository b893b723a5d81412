import { createSimulatedAws } from "../aws";
import type { SimulatedProvider } from "../simulation";
import { createGenericProvider } from "./generic-provider";

/** The simulated provider of a Pulumi package: simulated AWS for `aws`, a generic one for every other. */
export function simulatedProviderOf(packageName: string): SimulatedProvider {
  return packageName === "aws" ? createSimulatedAws() : createGenericProvider(packageName);
}
