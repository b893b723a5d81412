export * from "./blueprint";
export { currentConfig, parseStackConfig, type RawConfig, type StackConfig } from "./config/stack-config";
export { deployStack } from "./deploy-stack";
export { type Foundation, foundationOf, stackReference } from "./foundation";
export { BLUEPRINT_NAMES, findBlueprint } from "./registry";
