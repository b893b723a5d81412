import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import {
  loadWaivers,
  packConfigSchema,
  packs,
  remediations,
  rules,
  UNDETERMINED_POLICY,
  WAIVERS_POLICY,
} from "@plinth/policies";
import { BAKED_FILE, type BakedFile, CONFIG_SCHEMA_FILE } from "@plinth/policies/crossguard/pack";
import { loadStandard } from "@plinth/standards";
import { build } from "esbuild";

const ROOT = join(__dirname, "..");
const POLICIES = join(ROOT, "policies");
const SOURCES = join(POLICIES, "packs");
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
 * Builds every policy pack into a folder of its own: JavaScript, with the standard and the waivers baked in beside it.
 * @returns The folders.
 * @throws PlinthError if the standard or the waivers cannot be used: such a pack would stop every deployment.
 */
export async function buildPacks({ out = TARGET, standard = STANDARD, waivers }: PackBuild = {}): Promise<string[]> {
  const baked = {
    standard: loadStandard(standard),
    waivers: waivers === undefined ? [] : loadWaivers(waivers),
  };
  return Promise.all(foldersIn(SOURCES).map((pack) => buildPack(join(SOURCES, pack), join(out, pack), baked)));
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
}

async function buildPack(source: string, target: string, baked: BakedFile): Promise<string> {
  mkdirSync(target, { recursive: true });
  await build({
    entryPoints: { index: join(source, "index.ts"), overrides: join(POLICIES, "crossguard/overrides.ts") },
    outdir: target,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Pulumi's own packages keep module state that the engine's process shares with the pack; overrides are only read
    // where there are any.
    external: ["@pulumi/*", "./overrides"],
    logLevel: "warning",
  });
  for (const file of ["PulumiPolicy.yaml", "package.json", "README.md"]) {
    copyFileSync(join(source, file), join(target, file));
  }
  writeFileSync(join(target, BAKED_FILE), `${JSON.stringify(baked, null, 2)}\n`);
  const schema = configSchemaOf(basename(source), baked);
  if (schema) writeFileSync(join(target, CONFIG_SCHEMA_FILE), `${JSON.stringify(schema, null, 2)}\n`);
  return target;
}

/** For editors of a policy configuration; the engine reads the same schemas from the pack itself. */
function configSchemaOf(name: string, { standard: given }: BakedFile): object | undefined {
  const pack = packs.get(name);
  if (!pack) return undefined;
  const standard = pack.tighten?.(given) ?? given;
  const others = [WAIVERS_POLICY.id, UNDETERMINED_POLICY.id, ...remediations.map(({ id }) => id)];
  return packConfigSchema(`Policy configuration of ${pack.displayName}`, { rules, others, standard });
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
