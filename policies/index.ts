export { settingsFor, withSettings } from "./core/configured-rule";
export { createEstate } from "./core/estate";
export { blocks, type Judgement, judge, judgeOne, rulesByType, type Waiver } from "./core/judge";
export { recordsOf, type StateResource } from "./core/records";
export * from "./core/rule";
export { withVariants } from "./core/variants";
export { ALL_OFF, type Pack, packLevel, rulesOf } from "./crossguard/pack";
export { configuredLevel, loadPackConfig, type PackConfig, packConfigSchema } from "./crossguard/pack-config";
export { UNDETERMINED_POLICY, UNDETERMINED_SETTINGS } from "./crossguard/undetermined-settings";
export { type KnownFinding, loadBaseline, writeBaseline } from "./exceptions/baseline-file";
export { Exceptions, findingOf, goneFrom, stackOf } from "./exceptions/exceptions";
export { auditWaivers, WAIVERS_POLICY, type WaiverFault } from "./exceptions/waiver-audit";
export { loadWaivers, waiverFor } from "./exceptions/waivers";
export { type Control, controlsOf, type Framework, frameworks, type ServedControl, type Service } from "./frameworks";
export { packs } from "./packs";
export { baseline } from "./packs/baseline/pack";
export {
  classificationOf,
  environmentOf,
  isProduction,
  type Tags,
  tagOf,
  tagsOf,
  workloadOf,
} from "./readers/resource/tags";
export { remediations } from "./remediation";
export { rules } from "./rules";
export { boundsOf, pageOf, type RulePage, waiverTemplate, whyOf } from "./rules/rule-page";
export type * from "./testing/rule-examples";
