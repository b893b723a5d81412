import { type ResourceRecord, UNKNOWN } from "../../rule";
import { parseModelReference } from "../models/model-id";
import { perEstate } from "../per-estate";
import { hasUnknown, isObject, valuesAt } from "../values";

const CARDS = ["aws:sagemaker/modelCard:ModelCard", "aws-native:sagemaker:ModelCard"];

/** Where a card says which model it is about, in JSON and in CloudFormation's spelling. */
const NAMES = [
  "model_overview.model_id",
  "model_overview.model_name",
  "modelOverview.modelId",
  "modelOverview.modelName",
];

/** Models that the cards of a run are about; whether there is a card that cannot be read yet. */
export const inventory = perEstate((estate) => {
  const contents = estate.ofType(...CARDS).map(contentOf);
  return {
    models: new Set(contents.flatMap((content) => NAMES.flatMap((path) => valuesAt(content, path)).flatMap(named))),
    unclear: contents.some(hasUnknown),
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

function contentOf({ props }: ResourceRecord): unknown {
  if (props.content === UNKNOWN || isObject(props.content)) return props.content;
  try {
    return JSON.parse(String(props.content));
  } catch {
    return {};
  }
}
