import { memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown, type Verdict } from "../../core/rule";
import { textOf } from "../../core/values";
import { outsideAiEstate } from "../estate/ai-estate";
import { managedInvocationsOf } from "./managed-invocations";
import { MODEL_USERS, modelsNamedBy } from "./model-references";
import { MODEL_VARIABLE_HOLDERS, modelsInVariables } from "./model-variables";
import { resourcesStartedBy, STARTERS } from "./started-resources";
import { STATE_MACHINES, statesOf } from "./state-machine";

/** SQL that a program runs, which makes functions of models. */
const STATEMENT = "aws:redshiftdata/statement:Statement";

/** Resources that name models, in a property or inside of a definition. */
export const MODEL_NAMERS: readonly string[] = [
  ...new Set([...MODEL_USERS, ...STARTERS, STATEMENT, ...MODEL_VARIABLE_HOLDERS]),
];

/**
 * The verdict on a resource that names models only within a definition or a variable, which may be about something else,
 * where the stack is not known to be in the AI estate.
 */
export function namedOutsideAiEstate(resource: ResourceRecord, estate: Estate): Verdict | undefined {
  const isWithin = modelsNamedBy(resource).length === 0 && modelsNamedWithin(resource, estate).length > 0;
  return isWithin ? outsideAiEstate(estate) : undefined;
}

/** The ids or ARNs of the models that a resource names, those of its definition and of its variables included. */
export const modelsNamedWithin = memoizeByResource((resource, estate): readonly (string | Unknown)[] => [
  ...modelsOfDefinition(resource, estate),
  ...modelsInVariables(resource, estate.standard),
]);

function modelsOfDefinition(resource: ResourceRecord, estate: Estate): readonly (string | Unknown)[] {
  if (resource.type === STATEMENT) return modelsOfSql(resource.props.sql);
  if (!STARTERS.includes(resource.type)) return modelsNamedBy(resource);
  const started = resourcesStartedBy(resource, estate);
  const asked = STATE_MACHINES.includes(resource.type) ? managedInvocationsOf(resource) : [];
  if (started === UNKNOWN || asked === UNKNOWN) return [UNKNOWN];
  const models: readonly (string | Unknown | undefined)[] = asked.map(({ model }) => model);
  return [...started.flatMap(modelsNamedBy), ...models.filter((model) => model !== undefined)];
}

/**
 * Whether a workflow makes a model of Bedrock out of files: no catalogue names it.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateModelImportJob.html (read 2026-11).
 */
export function importsModel(resource: ResourceRecord): boolean {
  const states = STATE_MACHINES.includes(resource.type) ? statesOf(resource) : [];
  return states !== UNKNOWN && states.some(({ Resource }) => /:bedrock:createModelImportJob/.test(textOf(Resource)));
}

/**
 * `CREATE EXTERNAL MODEL … MODEL_TYPE BEDROCK SETTINGS (MODEL_ID 'anthropic.claude-v2:1')`.
 * Source: https://docs.aws.amazon.com/redshift/latest/dg/r_create_external_model.html (read 2026-11).
 */
function modelsOfSql(sql: unknown): readonly (string | Unknown)[] {
  if (sql === UNKNOWN) return [UNKNOWN];
  return [...textOf(sql).matchAll(/\bMODEL_ID\s+'([^']+)'/gi)].map(([, model = ""]) => model);
}
