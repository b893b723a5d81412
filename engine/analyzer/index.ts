export { spawnPack } from "./child-process";
export { loadPack } from "./in-process";
export type { EnforcementLevel, PackConfig, PackDiagnostic, PackPolicy, PolicyPack } from "./pack";
