import type { CatalogueModel, Standard } from "@plinth/standards";
import { parseArn } from "../../../core/arn";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { approvedModel, parseModelReference } from "../../../readers/models/model-id";
import { APPLICATION_PROFILES, modelNamedBy } from "../../../readers/models/model-references";
import { isProduction, workloadOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-profile-spans-regions",
  layer: "model-access",
  family: "models",
  severity: "medium",
  cures: APPLICATION_PROFILES,
  title: "A production workload does not depend on one region's capacity of a model",
  scope: "stack",
  types: APPLICATION_PROFILES,

  judge(profile, estate): Verdict {
    const { standard } = estate;
    const production = isProduction(profile, standard);
    if (production === false || production === undefined) {
      return { outcome: "not-applicable", reason: "it is not tagged as production" };
    }
    const named = modelNamedBy(profile);
    if (named === undefined) return { outcome: "not-applicable", reason: "it names no model" };
    if (named === UNKNOWN || production === UNKNOWN) {
      return { outcome: "undetermined", reason: "the model or the environment is not known yet" };
    }
    const reference = parseModelReference(named);
    if (reference.kind === "declared-elsewhere") {
      return { outcome: "not-applicable", reason: "its model is judged where it is declared" };
    }

    const model = approvedModel(reference.modelId, standard);
    if (destinations(model, reference) > 1) return { outcome: "pass" };
    const wider = model ? areasOf(model, standard) : [];
    if (wider.length === 0)
      return { outcome: "not-applicable", reason: "the catalogue has no wider profile of its model" };
    if (hasTwinElsewhere(profile, named, estate)) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${profile.name} reaches its model in one region`,
      required: "a geographic profile with several destination regions, or the model in a second region",
      fix: `copy the profile of ${wider.join(" or ")} instead`,
    };
  },
};

/** Regions that a system profile routes to; one that the catalogue does not know spans its area. */
function destinations(model: CatalogueModel | undefined, reference: ReturnType<typeof parseModelReference>): number {
  if (reference.kind !== "profile") return 1;
  return model?.profiles[reference.area]?.destinationRegions.length ?? Number.POSITIVE_INFINITY;
}

function areasOf({ profiles }: CatalogueModel, { residency }: Standard): readonly string[] {
  return residency.filter((area) => (profiles[area]?.destinationRegions.length ?? 0) > 1);
}

/** Whether the workload has the same model in another region too: its ARN names the region. */
function hasTwinElsewhere(profile: ResourceRecord, arn: string, estate: Estate): boolean {
  const [region, workload] = [parseArn(arn)?.region, workloadOf(profile, estate.standard)];
  return estate.ofType(...APPLICATION_PROFILES).some((other) => {
    const named = modelNamedBy(other);
    if (typeof named !== "string" || workloadOf(other, estate.standard) !== workload) return false;
    return parseArn(named)?.region !== region && modelOf(named) === modelOf(arn);
  });
}

function modelOf(text: string): string | undefined {
  const reference = parseModelReference(text);
  return reference.kind === "declared-elsewhere" ? undefined : reference.modelId;
}
