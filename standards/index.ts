export { type Fault, PlinthError } from "./faults";
export * from "./instances";
export * from "./issues";
export * from "./levels";
export { loadStandard, parseStandard } from "./load";
export * from "./queries";
export * from "./regulated";
export * from "./schema";
export type { Workload } from "./workload";
