import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { currentRun, registerEsmTypeScript } from "./esm";
import { nativeImport } from "./native-import";

interface Manifest {
  readonly main?: string;
  readonly type?: string;
  readonly exports?: unknown;
}

/** A program on disk, found as `pulumi up` finds it. */
export interface ProgramFile {
  /** File or folder that is loaded. */
  readonly path: string;
  /** Folder of the nearest package.json, or of the program. */
  readonly packageDirectory: string;
  readonly isEsm: boolean;
}

/** @throws Error if there is nothing at `program`. */
export function findProgram(program: string, directory: string): ProgramFile {
  const path = resolve(directory, program);
  if (!existsSync(path)) throw new Error(`there is no program at ${path}`);
  const isFolder = statSync(path).isDirectory();
  const packageDirectory = packageFolder(isFolder ? path : dirname(path)) ?? (isFolder ? path : dirname(path));
  const manifest = readManifest(packageDirectory);
  const isEsm = manifest.type === "module" || path.endsWith(".mjs") || path.endsWith(".mts");
  const entry = isFolder ? mainOf(manifest, packageDirectory) : undefined;
  return { path: entry ?? path, packageDirectory, isEsm };
}

/** Loads a program and, as Pulumi does, calls what it exports if that is a function; its exports are the stack's outputs. */
export async function runProgram(program: ProgramFile): Promise<unknown> {
  const exported = program.isEsm ? await importProgram(program.path) : requireProgram(program);
  return exported instanceof Function ? exported() : exported;
}

function requireProgram({ path }: ProgramFile): unknown {
  const isFolder = statSync(path).isDirectory();
  const require = createRequire(join(isFolder ? path : dirname(path), "run.js"));
  if (isFolder && !resolves(require, `${path}/`)) throw new Error(withoutEntry(path));
  return require(isFolder ? `${path}/` : path);
}

function resolves(require: NodeJS.Require, id: string): boolean {
  try {
    return require.resolve(id) !== "";
  } catch {
    return false;
  }
}

function withoutEntry(folder: string): string {
  return `no entry point in ${folder}: it has no index.ts or index.js, and package.json names no file that is there; was it built?`;
}

async function importProgram(path: string): Promise<unknown> {
  registerEsmTypeScript();
  const url = pathToFileURL(realpathSync(esmEntry(path)));
  url.searchParams.set("plinth-run", currentRun());
  url.searchParams.set("plinth-entry", "");
  const namespace = await nativeImport(url.href);
  if (!("default" in namespace)) return namespace;
  if (Object.keys(namespace).length !== 1) {
    throw new Error("expected entrypoint module to have either a default export or named exports but not both");
  }
  return namespace.default;
}

function esmEntry(path: string): string {
  if (!statSync(path).isDirectory()) return path;
  const index = ["index.js", "index.mjs", "index.ts", "index.mts"].find((name) => existsSync(join(path, name)));
  if (index === undefined) throw new Error(withoutEntry(path));
  return join(path, index);
}

/** The package's own entry point, which runs in place of a folder's index. */
function mainOf({ exports, main }: Manifest, directory: string): string | undefined {
  const named = typeof exports === "string" ? exports : exports === undefined ? main : mainExport(exports);
  if (named === undefined) return undefined;
  const path = join(directory, named);
  return existsSync(path) ? path : undefined;
}

function mainExport(exports: unknown): string | undefined {
  const dot = (exports as Record<string, unknown> | null)?.["."];
  if (typeof dot === "string") return dot;
  const { default: byDefault, require, import: imported } = (dot ?? {}) as Record<string, string | undefined>;
  return byDefault ?? require ?? imported;
}

function readManifest(directory: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
  } catch {
    return {};
  }
}

/** The nearest folder with a package.json. */
function packageFolder(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
