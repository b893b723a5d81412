import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import type { BuildOptions } from "esbuild";

/** One JavaScript file with everything that the handler needs. */
export interface Bundle {
  readonly file: string;
  readonly sha256: string;
}

/** Of the record that a folder keeps of its last bundle: what it was made of, and what came out. */
interface Recipe {
  /** Digest by path, relative to the entry's folder. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly sha256: string;
}

/**
 * The AWS SDK is bundled with the handler, as AWS advises: the runtime's copy is pinned to an older release, and then
 * changes when the runtime does (https://mintlify.wiki/aws/aws-sdk-js-v3/guides/lambda, read 2026-11). Structured output
 * needs a recent one. One tree-shaken file also starts faster than a folder of modules.
 */
const OPTIONS = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node24",
  // The ES modules of the SDK, which can be tree-shaken; names stay, because errors are told apart by them.
  mainFields: ["module", "main"],
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "silent",
} satisfies BuildOptions;

const made = new Map<string, Bundle>();

/**
 * Bundles a TypeScript handler into one file. The same sources give the same bytes, so that an unchanged handler is
 * never deployed again. A bundle is made once in a process, and read from disk while none of its sources has changed.
 * @param entry Path of the file that exports `handler`.
 * @throws Error with esbuild's messages, if the handler does not build.
 */
export function bundle(entry: string): Bundle {
  const source = resolve(entry);
  const known = made.get(source);
  if (known) return known;
  const folder = cacheFolder(source);
  const bundle = unchanged(source, folder) ?? build(source, folder);
  made.set(source, bundle);
  return bundle;
}

function build(source: string, folder: string): Bundle {
  // Loaded here: esbuild is not needed while the bundle on disk is good.
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
    Object.keys(metafile.inputs).map((path) => [path, digest(readFileSync(resolve(root, path)))]),
  );
  write(bundleFile(folder, sha256), code);
  write(join(folder, "recipe.json"), JSON.stringify({ inputs, sha256 } satisfies Recipe));
  return { file: bundleFile(folder, sha256), sha256 };
}

/** The bundle on disk, if all that it was made of is still the same. */
function unchanged(source: string, folder: string): Bundle | undefined {
  try {
    const { inputs, sha256 } = JSON.parse(readFileSync(join(folder, "recipe.json"), "utf8")) as Recipe;
    const file = bundleFile(folder, sha256);
    const root = dirname(source);
    const same = Object.entries(inputs).every(
      ([path, digest_]) => digest(readFileSync(resolve(root, path))) === digest_,
    );
    return same && digest(readFileSync(file)) === sha256 ? { file, sha256 } : undefined;
  } catch {
    return undefined;
  }
}

/** Named by the content, so that a changed handler is a changed path too. */
function bundleFile(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 16), "index.js");
}

/**
 * `node_modules/.cache/plinth` beside the installed packages. Where that cannot be written to, a fresh private folder:
 * a well-known one in a shared temporary directory could be prepared by somebody else.
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

/** Whole files only: another process may be reading. */
function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, content);
  renameSync(part, file);
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
