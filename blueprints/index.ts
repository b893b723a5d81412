export * from "./stack/blueprint";
export { deployStack } from "./stack/deploy-stack";
export { type Foundation, foundationOf, stackReference } from "./stack/foundation";
export { BLUEPRINT_NAMES, findBlueprint } from "./stack/registry";
export { currentConfig, parseStackConfig, type RawConfig, type StackConfig } from "./stack/stack-config";
