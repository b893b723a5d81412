import { type ModelChoice, ModelInventoryEntry, type ModelInventoryEntryArgs } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type * as pulumi from "@pulumi/pulumi";

/** The model that makes vectors of documents and questions. */
export const EMBEDDING_MODEL = "amazon.titan-embed-text-v2";

/** What a workload uses a model for: what the model inventory records of it. */
export type ModelUse = Required<Pick<ModelInventoryEntryArgs, "purpose" | "intendedUses" | "ethicalConsiderations">>;

/** Records in the model inventory what the workload uses the model for. */
export function enterInventory(
  name: string,
  workload: Workload,
  model: ModelChoice,
  use: ModelUse,
  opts: pulumi.ComponentResourceOptions,
): void {
  new ModelInventoryEntry(`${name}-${model.id.replaceAll(/[^a-z0-9]+/g, "-")}`, { workload, model, ...use }, opts);
}
