export * from "./preview";
export * from "./simulation";
