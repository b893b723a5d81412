export { previewStack } from "./monitor";
export * from "./preview";
export * from "./simulation";
