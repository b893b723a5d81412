import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LAYER_OF_FOLDER } from "@plinth/components/layers";
import { type ArchitectureLayer, layerOfRule } from "../report/layers";

const COMPONENT = /^export class (\w+)(?:<.*>)? extends PlinthComponent\b/gm;

let layers: ReadonlyMap<string, ArchitectureLayer> | undefined;

/**
 * The layer of one of Plinth's components: the one that the folder of its sources belongs to. Undefined for other
 * components, and for those of a subfolder or with a base class of their own, which are drawn in the layer of most of their
 * resources. Read from the sources, so that a new component need not be listed.
 */
export function layerOfComponent(type: string): ArchitectureLayer | undefined {
  if (!type.startsWith("plinth:index:")) return undefined;
  layers ??= readLayers();
  return layers.get(type.slice("plinth:index:".length));
}

function readLayers(): Map<string, ArchitectureLayer> {
  const root = dirname(require.resolve("@plinth/components/package.json"));
  return new Map(
    Object.entries(LAYER_OF_FOLDER).flatMap(([folder, layer]) =>
      sourcesIn(join(root, folder)).flatMap((source) =>
        [...source.matchAll(COMPONENT)].map(([, name = ""]) => [name, layerOfRule(layer)] as const),
      ),
    ),
  );
}

function sourcesIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name.endsWith(".ts"));
  return files.map(({ name }) => readFileSync(join(folder, name), "utf8"));
}
