export * from "./action-event";
export * from "./audit-event";
export * from "./drift-report";
export * from "./evaluation-result";
export * from "./lineage-event";
export * from "./redacted-record";
export * from "./usage-event";
