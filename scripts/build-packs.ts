import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadWaivers } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { build } from "esbuild";

const ROOT = join(__dirname, "..");
const SOURCES = join(ROOT, "policies", "packs");
const TARGET = join(ROOT, "dist", "packs");

/**
 * Builds every policy pack into `dist/packs/<pack>`: one JavaScript file, the standard and the waivers beside it.
 * `--standard FILE` and `--waivers FILE` choose them, `--out FOLDER` another place.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      standard: { type: "string", default: join(ROOT, "standards", "standard.yaml") },
      waivers: { type: "string" },
      out: { type: "string", default: TARGET },
    },
  });
  loadStandard(values.standard); // A pack with a broken standard would stop every deployment: say so now.
  if (values.waivers) loadWaivers(values.waivers);
  for (const pack of readdirSync(SOURCES)) await buildPack(pack, join(values.out, pack), values);
}

async function buildPack(pack: string, target: string, files: { standard: string; waivers?: string }): Promise<void> {
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
    if (existsSync(join(source, file))) copyFileSync(join(source, file), join(target, file));
  }
  copyFileSync(files.standard, join(target, "standard.yaml"));
  if (files.waivers) copyFileSync(files.waivers, join(target, "waivers.yaml"));
  writeFileSync(join(target, ".gitignore"), "node_modules\n");
  console.log(`built ${target}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
