export { createEstate } from "./estate";
export { type Judgement, judge, judgeOne, rulesByType } from "./judge";
export { recordsOf, type StateResource } from "./records";
export * from "./rule";
export type * from "./rule-examples";
export { rules } from "./rules";
export { classificationOf, environmentOf, isProduction, type Tags, tagOf, tagsOf, workloadOf } from "./support/tags";
