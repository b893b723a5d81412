export { createSimulatedAws, type SimulatedAwsOptions } from "./aws";
export { createGenericProvider } from "./generic-provider";
export { previewStack } from "./monitor";
export * from "./preview";
export * from "./simulation";
