export {
  type EnforcementLevel,
  loadPack,
  type PackConfig,
  type PackDiagnostic,
  type PackPolicy,
  type PolicyPack,
  spawnPack,
} from "./analyzer";
export { createSimulatedAws, type SimulatedAwsOptions } from "./aws";
export { createGenericProvider } from "./generic-provider";
export { previewStack } from "./monitor";
export * from "./preview";
export * from "./simulation";
