import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadWaivers } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { build } from "esbuild";

const ROOT = join(__dirname, "..");
const SOURCES = join(ROOT, "policies", "packs");
const TARGET = join(ROOT, "dist", "packs");
const STANDARD = join(ROOT, "standards", "standard.yaml");

export interface PackBuild {
  /** Folder for the packs. Default: `dist/packs`. */
  readonly out?: string;
  /** Standard to bake in. Default: `standards/standard.yaml`. */
  readonly standard?: string;
  /** Waivers to bake in. Default: none. */
  readonly waivers?: string;
}

/**
 * Builds every policy pack into a folder of its own: one JavaScript file, the standard and the waivers beside it.
 * @returns The folders.
 * @throws PlinthError if the standard or the waivers cannot be used: such a pack would stop every deployment.
 */
export async function buildPacks({ out = TARGET, standard = STANDARD, waivers }: PackBuild = {}): Promise<string[]> {
  loadStandard(standard);
  if (waivers !== undefined) loadWaivers(waivers);
  return Promise.all(readdirSync(SOURCES).map((pack) => buildPack(pack, join(out, pack), standard, waivers)));
}

async function buildPack(pack: string, target: string, standard: string, waivers: string | undefined): Promise<string> {
  const source = join(SOURCES, pack);
  rmSync(join(target, "waivers.yaml"), { force: true });
  mkdirSync(target, { recursive: true });
  await build({
    entryPoints: [join(source, "index.ts")],
    outfile: join(target, "index.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Pulumi's own packages keep module state that the engine's process shares with the pack.
    external: ["@pulumi/*"],
    logLevel: "warning",
  });
  for (const file of ["PulumiPolicy.yaml", "package.json", "README.md"]) {
    copyFileSync(join(source, file), join(target, file));
  }
  copyFileSync(standard, join(target, "standard.yaml"));
  if (waivers !== undefined) copyFileSync(waivers, join(target, "waivers.yaml"));
  return target;
}

/** `npm run build:packs -- [--standard FILE] [--waivers FILE] [--out FOLDER]` */
async function main(): Promise<void> {
  const options = { standard: { type: "string" }, waivers: { type: "string" }, out: { type: "string" } } as const;
  for (const target of await buildPacks(parseArgs({ options }).values)) console.log(`built ${target}`);
}

if (process.argv[1] === __filename) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
