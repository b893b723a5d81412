import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { PulumiProject } from "./pulumi-project";

/**
 * The file that a stack's findings are shown at: the stack's own, or the project's where there is none yet; relative to
 * the repository, with forward slashes.
 */
export function stackFile(project: PulumiProject, stack: string): string {
  const own = join(project.configFolder, `Pulumi.${stack}.yaml`);
  const file = existsSync(own) ? own : join(project.root, "Pulumi.yaml");
  return relative(repositoryOf(project.root), file).split(sep).join("/");
}

function repositoryOf(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, ".git"))) return at;
  return folder;
}
