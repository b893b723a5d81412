import type { Standard } from "@plinth/standards";
import { valuesSetAt } from "../../core/properties";
import type { Estate, ResourceRecord, Verdict } from "../../core/rule";
import { isObject, parsedJson } from "../../core/values";
import { outsideAiEstate } from "../estate/ai-estate";
import { isModelName } from "../estate/model-names";
import { ROLE_USING_TYPES } from "../iam/compute-roles";
import { TYPES_WITH_VARIABLES, variablePathsOf } from "../resource/variables";
import { modelsOfLitellm } from "./litellm-config";
import { modelsNamedBy, withoutLitellmPrefix } from "./model-references";

/** How deep definitions are searched. */
const MAX_DEPTH = 12;

const PARAMETER = "aws:ssm/parameter:Parameter";

/** Types that can tell code which model to ask. */
export const MODEL_VARIABLE_HOLDERS: readonly string[] = [...TYPES_WITH_VARIABLES, PARAMETER];

/** What runs code, which asks the models that its variables name; a document about models names them as well. */
const RUNNING = new Set(
  TYPES_WITH_VARIABLES.filter((type) => ROLE_USING_TYPES.includes(type) || type.startsWith("kubernetes:")),
);

/**
 * The models that variables, parameters and commands name: ids and ARNs that are whole values of what runs code, and the
 * routes of a gateway's configuration anywhere. The catalogue's own names for its models are none.
 */
export function modelsInVariables(resource: ResourceRecord, { models }: Standard): readonly string[] {
  const paths = resource.type === PARAMETER ? ["value", "insecureValue"] : variablePathsOf(resource.type);
  const texts = paths.flatMap((path) => valuesSetAt(resource, path)).flatMap((value) => textsIn(value, 0));
  const ids = RUNNING.has(resource.type) ? texts.map(withoutLitellmPrefix).filter(isModelName) : [];
  return [...ids, ...texts.flatMap(modelsOfLitellm)].filter((name) => !models.some(({ id }) => id === name));
}

/** The verdict on a resource that tells a model only by its variables, where the stack is not known to be in the AI estate. */
export function toldOutsideAiEstate(resource: ResourceRecord, estate: Estate): Verdict | undefined {
  return modelsNamedBy(resource).length === 0 && modelsInVariables(resource, estate.standard).length > 0
    ? outsideAiEstate(estate)
    : undefined;
}

/** All texts in a value, those of JSON in it opened. */
function textsIn(value: unknown, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === "string") {
    return [value, ...(/^\s*[[{]/.test(value) ? textsIn(structureOf(value), depth + 1) : [])];
  }
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return members.flatMap((member) => textsIn(member, depth + 1));
}

function structureOf(text: string): unknown {
  const parsed = parsedJson(text);
  return typeof parsed === "string" ? undefined : parsed;
}
