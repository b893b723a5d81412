/**
 * The layer of each folder of components. Folders of the orchestration layer are named after the AWS service that they run
 * on. `choices` holds functions only, and has no layer. Layers have the names that policies use.
 */
export const LAYER_OF_FOLDER = {
  network: "network",
  identity: "identity",
  data: "data",
  "model-access": "model-access",
  lambda: "orchestration",
  "step-functions": "orchestration",
  ecs: "orchestration",
  eks: "orchestration",
  agentcore: "orchestration",
  observability: "observability",
  governance: "governance",
} as const;

/** A layer that components belong to. */
export type ComponentLayer = (typeof LAYER_OF_FOLDER)[keyof typeof LAYER_OF_FOLDER];

const LAYERS: Readonly<Record<string, ComponentLayer>> = LAYER_OF_FOLDER;

/** The layer of a folder of `components/`; undefined for a folder without components. */
export function layerOfFolder(folder: string): ComponentLayer | undefined {
  return Object.hasOwn(LAYERS, folder) ? LAYERS[folder] : undefined;
}
