import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./repository";

/** What the CLI writes to, or what a test changes; everything else is only linked. */
const COPIED_FOLDERS = ["stacks"];

/**
 * A working copy of a Pulumi project, so that `pulumi stack init`, which writes into stack files, and tests, which break
 * programs, leave the checked-in files alone. Modules are the repository's own.
 */
export function copyProject(source: string, destination: string): void {
  mkdirSync(destination, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (entry.name === ".git") continue;
    const from = join(source, entry.name);
    const to = join(destination, entry.name);
    if (entry.isFile() || COPIED_FOLDERS.includes(entry.name)) cpSync(from, to, { recursive: true });
    else symlinkSync(from, to);
  }
  const modules = join(destination, "node_modules");
  if (!existsSync(modules)) symlinkSync(join(REPOSITORY, "node_modules"), modules);
}
