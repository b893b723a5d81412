export * from "./rule";
export type * from "./rule-examples";
