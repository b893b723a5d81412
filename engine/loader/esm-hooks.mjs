// @ts-check
// Runs in Node.js's loader thread. Three things for programs that are ES modules: TypeScript is transpiled as it is
// loaded, imports that bundlers and Bun know are found, and what a program's entry imports from the same package is
// evaluated anew for each run, as the entry is.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { transpile } = require("./typescript.js");
const { compilerIn } = require("./compiler.js");
const { isKept } = require("./kept-modules.js");
const { isPlinth } = require("./own-packages.js");
const { typeExports } = require("./type-exports.js");
/** Number of the run and working directory of its program, in the address of each module of the program. */
const RUN = "plinth-run";
/** Marks the address of a program's first module. */
const ENTRY = "plinth-entry";
const TYPESCRIPT = /\.[cm]?tsx?$/;
const SOURCES = [".ts", ".tsx", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];

/** Number of the run that is going on, or 0; shared with the main thread. */
let current = new Int32Array(new SharedArrayBuffer(4));

/** @param {Int32Array<SharedArrayBuffer>} data */
export function initialize(data) {
  current = data;
}

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  const run = context.parentURL?.startsWith("file:") ? runOf(new URL(context.parentURL)) : undefined;
  const resolved = await next(sourceOf(specifier, context.parentURL) ?? specifier, context);
  if (run === undefined || !resolved.url.startsWith("file:")) return resolved;
  if (resolved.format === "commonjs" || resolved.format === "json") return resolved;
  const url = new URL(resolved.url);
  if (isKept(fileURLToPath(url))) return resolved;
  url.searchParams.set(RUN, run);
  return { ...resolved, url: url.href };
}

/**
 * The run to which a module belongs: its address says so, unless it is CommonJS.
 * @param {URL} url
 */
function runOf(url) {
  const run = url.searchParams.get(RUN);
  if (run !== null) return run;
  const number = Atomics.load(current, 0);
  return number === 0 || isKept(fileURLToPath(url)) ? undefined : `${number}:${process.cwd()}`;
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  const path = url.startsWith("file:") ? fileURLToPath(new URL(url)) : "";
  if (!TYPESCRIPT.test(path)) return withOwnUrl(url, await next(url, context));
  if (!isModule(path)) return { format: "commonjs", shortCircuit: true };
  const run = new URL(url).searchParams.get(RUN);
  const compiler = run === null || isPlinth(path) ? undefined : compilerOf(run);
  const source = readFileSync(path, "utf8");
  const code = transpile(source, path, "es6", compiler);
  // What the entry exports are the stack's outputs, and nothing imports it.
  const types = new URL(url).searchParams.has(ENTRY) ? [] : typeExports(source);
  const linked = types.length === 0 ? code : `${code}\n${types.map(absent).join("\n")}\n`;
  return withOwnUrl(url, { format: "module", source: linked, shortCircuit: true });
}

/** @type {{ readonly run: string, readonly compiler: import("./compiler.js").Compiler | undefined }} */
let latest = { run: "", compiler: undefined };

/**
 * The program's compiler, looked up once for all modules of a run.
 * @param {string} run
 */
function compilerOf(run) {
  if (latest.run !== run) latest = { run, compiler: compilerIn(run.slice(run.indexOf(":") + 1)) };
  return latest.compiler;
}

/**
 * @param {string} name
 * @param {number} index
 */
function absent(name, index) {
  return `const __plinthType${index} = undefined; export { __plinthType${index} as ${name} };`;
}

/**
 * The run is no part of the address that a program sees.
 * @param {string} url
 * @param {import("node:module").LoadFnOutput} loaded
 */
function withOwnUrl(url, loaded) {
  const own = new URL(url);
  if (loaded.format !== "module" || !own.searchParams.has(RUN)) return loaded;
  own.searchParams.delete(RUN);
  own.searchParams.delete(ENTRY);
  const text = typeof loaded.source === "string" ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined);
  // On the first line, so that lines stay what they are.
  return { ...loaded, source: `import.meta.url=${JSON.stringify(own.href)};${text.replace(/^#!/, "//")}` };
}

/**
 * TypeScript imports `./network.js` where the file is `network.ts`; Bun and bundlers import `./network` as well.
 * @param {string} specifier
 * @param {string | undefined} parent
 */
function sourceOf(specifier, parent) {
  if (!parent?.startsWith("file:") || !/^\.{0,2}\//.test(specifier)) return undefined;
  const asked = fileURLToPath(new URL(specifier, parent));
  if (isFile(asked)) return undefined;
  const source = asked.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
  const found = [source, ...SOURCES.map((ending) => asked.replace(/\/$/, "") + ending)].find(isFile);
  return found && pathToFileURL(found).href;
}

/** @param {string} path */
function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}

/** @param {string} path */
function isModule(path) {
  if (/\.[cm]ts$/.test(path)) return path.endsWith(".mts");
  return isModulePackage(dirname(path));
}

/**
 * @param {string} directory
 * @returns {boolean} Whether the nearest package.json says that its files are ES modules.
 */
function isModulePackage(directory) {
  const manifest = join(directory, "package.json");
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, "utf8")).type === "module";
  return dirname(directory) !== directory && isModulePackage(dirname(directory));
}
