import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LAYERS, type Layer } from "@plinth/policies";
import { type ArchitectureLayer, layerOfRule } from "../report/layers";

/** Folders of `components/` that are named after what they run on, all of one layer. */
const ORCHESTRATION: readonly string[] = ["agentcore", "ecs", "eks", "lambda", "step-functions"];

/** The layer that a folder of `components/` belongs to; undefined for a folder of functions. */
export function layerOfFolder(folder: string): Layer | undefined {
  return ORCHESTRATION.includes(folder) ? "orchestration" : LAYERS.find((layer) => layer === folder);
}

const COMPONENT = /^export class (\w+)(?:<.*>)? extends PlinthComponent\b/gm;

let layers: ReadonlyMap<string, ArchitectureLayer> | undefined;

/**
 * The layer of one of Plinth's components: the one that the folder of its sources belongs to. Undefined for other components.
 * Read from the sources, so that a new component need not be listed.
 */
export function layerOfComponent(type: string): ArchitectureLayer | undefined {
  if (!type.startsWith("plinth:index:")) return undefined;
  layers ??= readLayers();
  return layers.get(type.slice("plinth:index:".length));
}

function readLayers(): Map<string, ArchitectureLayer> {
  const root = dirname(require.resolve("@plinth/components/package.json"));
  return new Map(
    [...LAYERS, ...ORCHESTRATION].flatMap((folder) => {
      const layer = layerOfFolder(folder);
      if (!layer) return [];
      return sourcesIn(join(root, folder)).flatMap((source) =>
        [...source.matchAll(COMPONENT)].map(([, name = ""]) => [name, layerOfRule(layer)] as const),
      );
    }),
  );
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name.endsWith(".ts"));
  return files.map(({ name }) => readFileSync(join(folder, name), "utf8"));
}
