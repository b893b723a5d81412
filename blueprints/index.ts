export * from "./blueprint";
export {
  currentConfig,
  deploymentRoleArn,
  parseStackConfig,
  type RawConfig,
  type StackConfig,
} from "./config/stack-config";
export { BLUEPRINT_NAMES, findBlueprint } from "./registry";
