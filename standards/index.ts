export { type Fault, PlinthError } from "./faults";
export { loadStandard, parseStandard } from "./load";
export * from "./schema";
export type { Workload } from "./workload";
