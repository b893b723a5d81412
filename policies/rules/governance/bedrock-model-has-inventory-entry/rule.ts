import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { parseModelReference } from "../../../readers/models/model-id";
import { APPLICATION_PROFILES, MODEL_USERS, modelNamedBy } from "../../../readers/models/model-references";
import { CARDS, inventory, namesOf } from "../../../readers/observability/model-cards";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-model-has-inventory-entry",
  layer: "governance",
  family: "observability",
  severity: "medium",
  cures: CARDS,
  title: "Each model in use has an entry in the inventory",
  scope: "stack",
  types: MODEL_USERS,

  judge(user, estate): Verdict {
    const named = modelNamedBy(user);
    if (named === UNKNOWN || named === undefined) {
      const profiled = estate.references(user, "foundationModel", APPLICATION_PROFILES).found.length > 0;
      if (profiled || named === undefined) return { outcome: "not-applicable", reason: "it names no model itself" };
      return { outcome: "undetermined", reason: "which model it uses is not known yet" };
    }
    const reference = parseModelReference(named);
    if (reference.kind === "declared-elsewhere") {
      return { outcome: "not-applicable", reason: "the model is judged where its profile or its job is declared" };
    }
    const { models, unclear } = inventory(estate);
    if (namesOf(reference.modelId).some((name) => models.has(name))) return { outcome: "pass" };
    if (unclear) return { outcome: "undetermined", reason: "which model a model card is about is not known yet" };
    return {
      outcome: "violation",
      found: `${user.name} uses a model that no model card of this stack is about`,
      required: "a model card whose model_overview names the model, its purpose, risk and owner",
      fix: "add an aws.sagemaker.ModelCard with the model's id in model_overview.model_id, or use ModelInventoryEntry",
    };
  },
};
