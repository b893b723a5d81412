import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../../scripts/pulumi-engine/cli";
import type { ComparableStack } from "../../end-to-end/support/comparable";
import { REPOSITORY } from "../../support/repository";

/** Packages of a program's own `node_modules`, by name, each in one version. */
export type Packages = Readonly<Record<string, string>>;

const CACHE = join(cacheDirectory(), "sdks");
const FIXTURES = join(REPOSITORY, "tests/fixtures/engine");
const PREVIEW = join(__dirname, "preview-stacks.ts");

/** The newest version of a package today. */
export function newest(name: string): string {
  return npm("view", name, "version").trim();
}

/**
 * Previews stacks of a fixture, in order, with a program's own packages on a version of Node.js.
 * @returns Resources of the last stack.
 * @throws Error with what the preview printed, if it fails.
 */
export function previewOn(node: number, packages: Packages, fixture: string, ...stacks: string[]): ComparableStack {
  const program = join(installed(packages), `${fixture}.${process.pid}`);
  cpSync(join(FIXTURES, fixture), program, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    binary(node),
    [join(REPOSITORY, "engine/loader/typescript.js"), PREVIEW, program, fixture, ...stacks],
    { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 1e8 },
  );
  rmSync(program, { recursive: true });
  if (status !== 0) throw new Error(`Node.js ${node}, ${JSON.stringify(packages)}: ended with ${status}\n${stderr}`);
  return JSON.parse(stdout) as ComparableStack;
}

/** Folder in which these packages are installed, once. */
function installed(packages: Packages): string {
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const folder = join(CACHE, names.join("+").replaceAll("/", "-"));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, "package.json"), '{ "name": "programs", "private": true }');
  npm("install", "--prefix", unfinished, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...names);
  renameSync(unfinished, folder);
  return folder;
}

const binaries = new Map<number, string>();

/** The newest Node.js of a major version. */
function binary(major: number): string {
  if (Number.parseInt(process.versions.node, 10) === major) return process.execPath;
  const known =
    binaries.get(major) ?? npm("exec", "--yes", `--package=node@${major}`, "--", "node", "-p", "process.execPath");
  binaries.set(major, known);
  return known.trim();
}

function npm(...args: string[]): string {
  return execFileSync("npm", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
