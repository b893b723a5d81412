import { type Modules, readModules } from "../../../../scripts/lint/modules";

/** A tree of a few files. */
export function tree(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(files));
}

export function modulesOf(files: Readonly<Record<string, string>>): Modules {
  return readModules(tree(files));
}
