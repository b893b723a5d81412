export * from "./plinth-component";
