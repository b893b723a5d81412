import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";

const ENGINE = `${dirname(__dirname)}${sep}`;
const MODULES = `${sep}node_modules${sep}`;

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

/** Whether a module outlives the run that loaded it. */
export function isKept(file: string): boolean {
  if (file.startsWith(ENGINE)) return true;
  const start = file.lastIndexOf(MODULES);
  if (start < 0) return false;
  const [scope = "", name = ""] = file.slice(start + MODULES.length).split(sep);
  return isStateless(join(file.slice(0, start + MODULES.length), scope, scope.startsWith("@") ? name : ""));
}

const stateless = new Map<string, boolean>();

/** A package that uses Pulumi may keep resources in its modules, unless it is the SDK or a generated one. */
function isStateless(directory: string): boolean {
  let answer = stateless.get(directory);
  if (answer === undefined) {
    answer = readIsStateless(directory);
    stateless.set(directory, answer);
  }
  return answer;
}

function readIsStateless(directory: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
      name?: string;
      pulumi?: { resource?: boolean };
      dependencies?: Record<string, string>;
      peerDependencies?: Record<string, string>;
    };
    const usesPulumi = "@pulumi/pulumi" in { ...manifest.dependencies, ...manifest.peerDependencies };
    return !usesPulumi || manifest.pulumi?.resource === true;
  } catch {
    return true;
  }
}
