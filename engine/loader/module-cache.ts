import { sep } from "node:path";
import { isKept } from "./kept-modules";

/**
 * Gives each program modules of its own: what an earlier program loaded from the same package is set apart, and what
 * this one loads is forgotten. SDKs and libraries that know nothing of Pulumi are kept, which is most of a run's time.
 */
export function isolateModules(packageDirectory: string): () => void {
  const { cache } = require;
  const own = `${packageDirectory}${sep}`;
  const saved = new Map<string, NodeJS.Module>();
  for (const [file, module_] of Object.entries(cache)) {
    if (module_ && file.startsWith(own) && !isKept(file)) saved.set(file, module_);
  }
  for (const file of saved.keys()) delete cache[file];
  const before = new Set(Object.keys(cache));
  return () => {
    for (const file of Object.keys(cache)) if (!before.has(file) && !isKept(file)) delete cache[file];
    for (const [file, module_] of saved) cache[file] = module_;
  };
}
