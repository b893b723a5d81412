export {
  type EnforcementLevel,
  loadPack,
  type PackConfig,
  type PackDiagnostic,
  type PackPolicy,
  type PolicyPack,
  spawnPack,
} from "./analyzer";
export { createSimulatedAws, forcesReplacement } from "./aws";
export { previewStack } from "./monitor";
export { createGenericProvider } from "./packages/generic-provider";
export * from "./preview";
export * from "./simulation";
