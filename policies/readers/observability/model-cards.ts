import { memoizeByEstate } from "../../core/memoize";
import { UNKNOWN } from "../../core/rule";
import { hasUnknown, parsedJson, valuesAt } from "../../core/values";
import { parseModelReference } from "../models/model-id";

/** Types of model cards. */
export const CARDS = ["aws:sagemaker/modelCard:ModelCard"];

/** Where a card says which model it is about, in JSON and in CloudFormation's spelling. */
const NAMES = [
  "model_overview.model_id",
  "model_overview.model_name",
  "modelOverview.modelId",
  "modelOverview.modelName",
];

/** Models that the cards of a run are about, and those approved; whether there is a card that cannot be read yet. */
export const inventory = memoizeByEstate((estate) => {
  const cards = estate
    .ofType(...CARDS)
    .map((card) => ({ content: parsedJson(card.props.content), status: card.props.modelCardStatus }));
  const modelsOf = (read: typeof cards) =>
    new Set(read.flatMap(({ content }) => NAMES.flatMap((path) => valuesAt(content, path)).flatMap(named)));
  return {
    models: modelsOf(cards),
    approved: modelsOf(cards.filter(({ status }) => status === "Approved")),
    unclear: cards.some(({ content, status }) => status === UNKNOWN || hasUnknown(content)),
  };
});

/** What a card may call a model: its id, or its id without date and version. */
export function namesOf(modelId: string): readonly string[] {
  return [modelId, modelId.replace(/:\d+$/, ""), modelId.replace(/(-\d{8})?(-v\d+)?(:\d+)?$/, "")];
}

function named(name: unknown): string[] {
  const reference = typeof name === "string" ? parseModelReference(name) : undefined;
  return reference && reference.kind !== "declared-elsewhere" ? [reference.modelId] : [];
}
