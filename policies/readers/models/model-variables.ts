import type { Standard } from "@plinth/standards";
import { valuesSetAt } from "../../core/properties";
import type { ResourceRecord } from "../../core/rule";
import { isObject, parsedJson } from "../../core/values";
import { isModelName } from "../estate/model-names";
import { ROLE_USING_TYPES } from "../iam/compute-roles";
import { TYPES_WITH_VARIABLES, variablePathsOf } from "../resource/variables";
import { withoutLitellmPrefix } from "./model-references";

/** How deep definitions are searched. */
const MAX_DEPTH = 12;

/** Types whose code is told by its variables which model to ask: what runs under a role, and pods. */
export const MODEL_VARIABLE_HOLDERS: readonly string[] = TYPES_WITH_VARIABLES.filter(
  (type) => ROLE_USING_TYPES.includes(type) || type.startsWith("kubernetes:"),
);

/**
 * The ids and ARNs of models among the variables, parameters and commands of a resource: whole values only. The catalogue's
 * own names for its models are none.
 */
export function modelsInVariables(resource: ResourceRecord, { models }: Standard): readonly string[] {
  if (!MODEL_VARIABLE_HOLDERS.includes(resource.type)) return [];
  const named = variablePathsOf(resource.type).flatMap((path) =>
    valuesSetAt(resource, path).flatMap((value) => namesIn(value, 0)),
  );
  return named.filter((name) => !models.some(({ id }) => id === name));
}

function namesIn(value: unknown, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === "string") {
    const name = withoutLitellmPrefix(value);
    if (isModelName(name)) return [name];
    return /^\s*[[{]/.test(value) ? namesIn(structureOf(value), depth + 1) : [];
  }
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return members.flatMap((member) => namesIn(member, depth + 1));
}

function structureOf(text: string): unknown {
  const parsed = parsedJson(text);
  return typeof parsed === "string" ? undefined : parsed;
}
