import { parseArn } from "../../../core/arn";
import { type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { hasUnknown, textOf, valuesAt } from "../../../core/values";
import { CARDS, inventory } from "../../../readers/observability/model-cards";
import { isProduction } from "../../../readers/resource/tags";

/** Where a model says what it runs: a package of the registry or Marketplace, a model of a hub. */
const NAMES = ["modelName", "modelPackageName", "environment.HF_MODEL_ID", "environment.SAGEMAKER_MODEL_ID"];
const MODELS = ["aws:sagemaker/model:Model"];
/** An inference component hosts a model of its own, or one that a model resource declares, which is then judged itself. */
const COMPONENT = "aws-native:sagemaker:InferenceComponent";
const CONTAINERS = ["primaryContainer", "containers[]", "specification", "specification.container"];

/** See why.md. */
export const rule: Rule = {
  id: "sagemaker-model-has-inventory-entry",
  layer: "governance",
  family: "models",
  severity: "high",
  cures: [...CARDS, ...MODELS],
  title: "A model that is hosted on SageMaker is in the inventory, and approved before production",
  scope: "stack",
  types: [...MODELS, COMPONENT],

  judge(model, estate): Verdict {
    const containers = CONTAINERS.flatMap((path) => valuesAt(model.props, path));
    if (containers.length === 0) return { outcome: "not-applicable", reason: "it has no container to run a model in" };
    if (model.type === COMPONENT && estate.references(model, "specification.modelName", MODELS).found.length > 0)
      return { outcome: "not-applicable", reason: "its model is judged itself" };
    const names = namesOf(model);
    const { models, approved, unclear } = inventory(estate);
    const production = isProduction(model, estate.standard);
    const isListed = names.some((name) => models.has(name));
    const isApproved = names.some((name) => approved.has(name));
    if (isApproved || (isListed && production !== true && production !== UNKNOWN)) return { outcome: "pass" };
    if (unclear || hasUnknown(containers) || (isListed && production === UNKNOWN)) {
      return { outcome: "undetermined", reason: "which model it is, or what a model card is about, is not known yet" };
    }
    return {
      outcome: "violation",
      found: `${model.name} hosts a model ${isListed ? "whose model card is not approved, in production" : "that no model card of this stack is about"}`,
      required: "a model card whose model_overview names the model, with modelCardStatus Approved in production",
      fix: "add an aws.sagemaker.ModelCard with the model's id, package or name in model_overview.model_name, and have it approved",
    };
  },
};

/** What a card may call the model: its name in SageMaker, that of its package with and without version, that of its hub. */
function namesOf({ name, props }: ResourceRecord): readonly string[] {
  const values = CONTAINERS.flatMap((container) => NAMES.flatMap((path) => valuesAt(props, `${container}.${path}`)));
  const named = values.map(textOf).flatMap((text) => {
    const packaged = (parseArn(text)?.resource ?? text).replace(/^model-package\//, "");
    return [packaged, packaged.replace(/\/\d+$/, "")];
  });
  return [...named, textOf(props.name ?? props.modelName), name].filter((one) => one !== "");
}
