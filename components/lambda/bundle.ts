import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { BuildOptions } from "esbuild";

/** A bundled handler: one JavaScript file with all dependencies. */
export interface Bundle {
  /** Absolute path of the file. It contains a part of the digest. */
  readonly file: string;
  /** SHA-256 digest of the file, in hexadecimal. */
  readonly sha256: string;
}

/** Record of the last bundle in a cache folder: digests of its inputs and of the output. */
interface Recipe {
  /** Digest by path, relative to the folder of the entry file. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly sha256: string;
}

/**
 * The bundle contains the AWS SDK, as AWS recommends: the runtime's copy is an older release, and changes with the runtime
 * (https://mintlify.wiki/aws/aws-sdk-js-v3/guides/lambda, read 2026-11). Structured output needs a recent release. One
 * tree-shaken file also starts faster than a folder of modules.
 */
const OPTIONS = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node24",
  // The SDK's ES modules, which can be tree-shaken. Names are kept, because code distinguishes errors by name.
  mainFields: ["module", "main"],
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;

/**
 * Bundles of the process. A module-level map would not do: an offline preview of several stacks loads this module anew for
 * each stack, and would read every source of every handler again.
 */
const PROCESS_BUNDLES = Symbol.for("@plinth/components/lambda/bundle");

interface ProcessBundles {
  /** By path of the entry. */
  readonly bundles: Map<string, Bundle>;
  /** Digests of sources, by path: most handlers share those of the AWS SDK. */
  readonly sources: Map<string, string>;
}

/**
 * Bundles a TypeScript handler into one file. The same sources result in the same bytes, so an unchanged handler is not
 * deployed again. The bundle is cached in the process, and on disk until one of its sources changes.
 * @param entry Path of the file that exports `handler`.
 * @throws Error with the messages of esbuild, if the build fails.
 */
export function bundle(entry: string): Bundle {
  const source = resolve(entry);
  const { bundles } = ofProcess();
  const known = bundles.get(source);
  if (known) return known;
  const folder = cacheFolder(source);
  const bundle = unchanged(source, folder) ?? build(source, folder);
  bundles.set(source, bundle);
  return bundle;
}

function ofProcess(): ProcessBundles {
  const shared = globalThis as { [PROCESS_BUNDLES]?: ProcessBundles };
  shared[PROCESS_BUNDLES] ??= { bundles: new Map(), sources: new Map() };
  return shared[PROCESS_BUNDLES];
}

function build(source: string, folder: string): Bundle {
  // Loaded on demand: a valid bundle on disk does not need esbuild.
  const { buildSync } = require("esbuild") as typeof import("esbuild");
  const root = dirname(source);
  const { outputFiles, metafile } = buildSync({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: [source],
    write: false,
    metafile: true,
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const sha256 = digest(code);
  const inputs = Object.fromEntries(
    Object.keys(metafile.inputs).map((path) => [path, sourceDigest(resolve(root, path))]),
  );
  write(bundleFile(folder, sha256), code);
  write(join(folder, "recipe.json"), JSON.stringify({ inputs, sha256 } satisfies Recipe));
  return { file: bundleFile(folder, sha256), sha256 };
}

/** The bundle on disk, if its inputs have not changed. */
function unchanged(source: string, folder: string): Bundle | undefined {
  try {
    const { inputs, sha256 } = JSON.parse(readFileSync(join(folder, "recipe.json"), "utf8")) as Recipe;
    const file = bundleFile(folder, sha256);
    const root = dirname(source);
    const same = Object.entries(inputs).every(([path, expected]) => sourceDigest(resolve(root, path)) === expected);
    return same && digest(readFileSync(file)) === sha256 ? { file, sha256 } : undefined;
  } catch {
    return undefined;
  }
}

/** The path contains the digest, so a changed handler has a changed path. */
function bundleFile(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 16), "index.js");
}

/**
 * `node_modules/.cache/plinth` of the installed packages. If it is not writable, a new private folder: another user could
 * prepare a predictable path in a shared temporary directory.
 */
function cacheFolder(source: string): string {
  const name = digest(`${source}\n${JSON.stringify(OPTIONS)}\n${esbuildVersion()}`).slice(0, 16);
  const modules = nearestModules(dirname(source));
  try {
    if (!modules) throw new Error("not installed with npm");
    const folder = join(modules, ".cache", "plinth", "bundles", name);
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return mkdtempSync(join(tmpdir(), "plinth-bundle-"));
  }
}

function nearestModules(folder: string): string | undefined {
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return modules;
  const parent = dirname(folder);
  return relative(parent, folder) === "" ? undefined : nearestModules(parent);
}

function esbuildVersion(): string {
  return (require("esbuild/package.json") as { readonly version: string }).version;
}

/** Writes atomically, because another process may read the file. */
function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, content);
  renameSync(part, file);
}

function sourceDigest(file: string): string {
  const { sources } = ofProcess();
  const known = sources.get(file) ?? digest(readFileSync(file));
  sources.set(file, known);
  return known;
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
