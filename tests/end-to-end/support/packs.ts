import { join } from "node:path";
import { runCommand } from "../../../scripts/pulumi-engine";
import { REPOSITORY } from "../../support/repository";

let built: Promise<string> | undefined;

/** Folder of the baseline pack, built from its sources once for all tests. */
export function baselinePack(): Promise<string> {
  return packNamed("baseline");
}

/** Folder of a pack, built like {@link baselinePack}. */
export async function packNamed(name: string): Promise<string> {
  built ??= build();
  return join(await built, name);
}

async function build(): Promise<string> {
  const args = [join(REPOSITORY, "engine/loader/typescript.js"), join(REPOSITORY, "scripts/build-packs.ts")];
  const { code, stderr, failure } = await runCommand(process.execPath, args, {
    directory: REPOSITORY,
    timeoutSeconds: 120,
  });
  if (code !== 0) throw new Error(`the policy packs do not build: ${failure ?? stderr}`);
  return join(REPOSITORY, "dist/packs");
}
