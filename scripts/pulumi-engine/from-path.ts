import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type PulumiCli, probe, type Unavailable } from "./cli";

/** The first `pulumi` on PATH that runs and has a usable version. */
export async function fromPath(path = process.env.PATH ?? ""): Promise<PulumiCli | Unavailable> {
  const reasons: string[] = [];
  for (const executable of executablesNamed("pulumi", path)) {
    const found = await probe(executable, "PATH");
    if ("version" in found) return found;
    reasons.push(found.reason);
  }
  return { reason: reasons.join("; ") || "there is none" };
}

/** Every executable file of that name on a PATH, in its order. */
export function executablesNamed(name: string, path: string): string[] {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
