import type { PackConfig, PolicyPack } from "./pack";

export { loadPack } from "./in-process";
export type { EnforcementLevel, PackConfig, PackDiagnostic, PackPolicy, PolicyPack } from "./pack";

/**
 * Starts a CrossGuard pack in a process of its own. Loads gRPC, which nothing else here needs.
 * @throws Error with what the pack printed, if it does not start.
 */
export function spawnPack(directory: string, config?: PackConfig): Promise<PolicyPack> {
  const { spawnPack } = require("./child-process") as typeof import("./child-process");
  return spawnPack(directory, config);
}
