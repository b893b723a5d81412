/** Writes the pages of components and blueprints into `docs`, from their docstrings: `npm run docs:components`. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blueprintPages } from "./reference/blueprint-pages";
import { componentPages } from "./reference/component-pages";

export const REFERENCES = {
  [join(__dirname, "..", "docs", "components")]: componentPages,
  [join(__dirname, "..", "docs", "blueprints")]: blueprintPages,
} as const;

function main(): void {
  for (const [folder, write] of Object.entries(REFERENCES)) {
    const pages = write();
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (!pages.has(file)) rmSync(join(folder, file));
    for (const [file, text] of pages) writeFileSync(join(folder, file), text);
    console.log(`wrote ${pages.size} pages to ${folder}`);
  }
}

if (process.argv[1] === __filename) main();
