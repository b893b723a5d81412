import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

let isRegistered = false;

/** Lets `import()` load TypeScript; done for the first program that is an ES module, since it slows every import. */
export function registerEsmTypeScript(): void {
  if (isRegistered) return;
  isRegistered = true;
  register(pathToFileURL(join(__dirname, "esm-hooks.mjs")).href);
}
