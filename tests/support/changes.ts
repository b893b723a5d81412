import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { blueprintChanges, type Change } from "../../scripts/generate/blueprint-changes";
import type { Config } from "./blueprint-examples";
import { REPOSITORY } from "./repository";

const STACKS = join(REPOSITORY, "stacks");

/** Configuration with other values, by paths as `pulumi config set --path` takes them: `plinth:workload.models[1].id`. */
export function configured(config: Config, set: Change["set"]): Config {
  const changed = structuredClone(config) as Record<string, unknown>;
  for (const [path, value] of Object.entries(set)) {
    const steps = path.split(/[.[\]]+/).filter(Boolean);
    const [last = path, ...inner] = steps.toReversed();
    let at = changed;
    for (const step of inner.toReversed()) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    if (value === null) delete at[last];
    else at[last] = value;
  }
  return changed;
}

/** What the documented changes of a blueprint set all together, those that are refused left out. */
export function allOf(changes: readonly Change[]): Change["set"] {
  return Object.assign({}, ...changes.filter(({ refused }) => !refused).map(({ set }) => set));
}

/** Configuration of each of the repository's stacks, by name. */
export const stackConfigs: ReadonlyMap<string, Config> = new Map(
  readdirSync(STACKS).flatMap((file) => {
    const [, stack] = /^Pulumi\.(.+)\.yaml$/.exec(file) ?? [];
    return stack ? [[stack, parse(readFileSync(join(STACKS, file), "utf8")).config as Config]] : [];
  }),
);

/** The documented changes of the blueprint that a configuration is of. */
export function changesFor(config: Config): readonly Change[] {
  return blueprintChanges()[String(config["plinth:blueprint"])]?.changes ?? [];
}
