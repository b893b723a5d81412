export * from "./blueprint";
export {
  currentConfig,
  parseStackConfig,
  type RawConfig,
  type StackConfig,
} from "./config/stack-config";
export { BLUEPRINT_NAMES, findBlueprint } from "./registry";
