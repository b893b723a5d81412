import type { CatalogueModel, Standard } from "@plinth/standards";
import { parseArn } from "../../core/arn";
import { UNKNOWN, type Unknown, type Verdict } from "../../core/rule";
import { worstOf } from "../../core/verdicts";

/** What a text names to Bedrock: a model, a profile of the system's, or something that is judged where it is declared. */
export type ModelReference =
  | { readonly kind: "model"; readonly modelId: string }
  | { readonly kind: "profile"; readonly area: string; readonly modelId: string }
  | { readonly kind: "declared-elsewhere" };

/** A model that a resource names by itself or through a system profile, and the region in its ARN. */
export type NamedModel = Exclude<ModelReference, { readonly kind: "declared-elsewhere" }> & {
  readonly region: string | undefined;
};

/**
 * Areas that begin the id of a system profile; the rest of it is the model's id.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html (read 2026-11).
 */
const AREA = /^(global|us|us-gov|eu|apac|jp|au|ca|sa)\.(.+)$/;

const NO_MODEL: Verdict = { outcome: "not-applicable", reason: "it names no model" };

/** Reads an id or ARN as resources name models by. */
export function parseModelReference(text: string): ModelReference {
  const [, kind, name] = /^([a-z-]+)\/(.+)$/.exec(parseArn(text)?.resource ?? "") ?? [];
  if (text.startsWith("arn:") && kind !== "foundation-model" && kind !== "inference-profile") {
    return { kind: "declared-elsewhere" };
  }
  const id = name ?? text;
  const [, area, modelId] = AREA.exec(id) ?? [];
  return area !== undefined && modelId !== undefined
    ? { kind: "profile", area, modelId }
    : { kind: "model", modelId: id };
}

/** The model that a resource names, or the verdict of a rule about it where there is none to judge. */
function namedModelOrVerdict(named: string | Unknown | undefined): NamedModel | Verdict {
  if (named === undefined) return NO_MODEL;
  if (named === UNKNOWN) return { outcome: "undetermined", reason: "the model is not known yet" };
  const reference = parseModelReference(named);
  return reference.kind === "declared-elsewhere"
    ? { outcome: "not-applicable", reason: "its model is judged where it is declared" }
    : { ...reference, region: parseArn(named)?.region };
}

/** The verdict of a rule about the models that a resource names: of the first that breaks it, or that is not known yet. */
export function verdictOnModels(named: readonly (string | Unknown)[], judge: (model: NamedModel) => Verdict): Verdict {
  const verdicts = (named.length > 0 ? named : [undefined]).map((one): Verdict => {
    const model = namedModelOrVerdict(one);
    return "outcome" in model ? model : judge(model);
  });
  return worstOf(verdicts);
}

/** The catalogue's entry for what Bedrock calls `modelId`; undefined if the model is not approved. */
export function approvedModel(modelId: string, { models }: Standard): CatalogueModel | undefined {
  return models.find((model) => model.modelId === modelId);
}

/**
 * Whether a model only turns text into vectors: guardrails do not judge it, and knowledge bases call it by its own id.
 * Models that nobody catalogued are told by their names.
 */
export function isEmbedding(modelId: string, standard: Standard): boolean {
  const known = approvedModel(modelId, standard);
  return known ? known.kind === "embedding" : /[.-]embed|rerank/.test(modelId);
}
