// @ts-check
// Runs in Node.js's loader thread. Two things for programs that are ES modules: TypeScript is transpiled as it is
// loaded, and what a program's entry imports from the same package is evaluated anew for each run, as the entry is.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const { transpile } = createRequire(import.meta.url)("./typescript.js");
const RUN = "plinth-run";
const TYPESCRIPT = /\.[cm]?tsx?$/;

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  const run = context.parentURL?.startsWith("file:") ? new URL(context.parentURL).searchParams.get(RUN) : null;
  const resolved = await next(sourceOf(specifier, context.parentURL) ?? specifier, context);
  if (run === null || !resolved.url.startsWith("file:") || resolved.url.includes("/node_modules/")) return resolved;
  if (resolved.format === "commonjs" || resolved.format === "json") return resolved;
  const url = new URL(resolved.url);
  url.searchParams.set(RUN, run);
  return { ...resolved, url: url.href };
}

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  const path = url.startsWith("file:") ? fileURLToPath(new URL(url)) : "";
  if (!TYPESCRIPT.test(path)) return next(url, context);
  if (!path.endsWith(".mts") && !isModulePackage(dirname(path))) return { format: "commonjs", shortCircuit: true };
  const source = transpile(readFileSync(path, "utf8"), path, "es6");
  return { format: "module", source, shortCircuit: true };
}

/**
 * TypeScript imports `./network.js` where the file is `network.ts`.
 * @param {string} specifier
 * @param {string | undefined} parent
 */
function sourceOf(specifier, parent) {
  if (!parent?.startsWith("file:") || !/^\.{0,2}\//.test(specifier)) return undefined;
  const asked = fileURLToPath(new URL(specifier, parent));
  if (existsSync(asked)) return undefined;
  const source = asked.replace(/\.([cm]?)js(x?)$/, ".$1ts$2");
  return source !== asked && existsSync(source) ? pathToFileURL(source).href : undefined;
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
