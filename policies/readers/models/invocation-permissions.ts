import type { Standard } from "@plinth/standards";
import { parseArn } from "../../core/arn";
import { memoize } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Verdict } from "../../core/rule";
import { outsideAiEstate } from "../estate/ai-estate";
import type { Context } from "../iam/conditions";
import { actionMatches, type Permissions, statementsOf } from "../iam/evaluate";
import { compileArn, compileGlob, matches } from "../iam/glob";
import { intersects } from "../iam/pattern-intersection";
import type { Target } from "../iam/permission-search";
import { permissionsOf } from "../iam/permissions";
import { isForCompute, trustDocument, trustOf } from "../iam/trust";
import { isEmbedding } from "./model-id";

/**
 * The actions that authorise InvokeModel, Converse and their streams.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html (read 2026-11).
 */
const INVOKE_ACTIONS = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] as const;

const MODEL_KIND = "foundation-model/";
const PROFILE_KIND = "inference-profile/";
const FOUNDATION_MODELS = `arn:*:bedrock:*::${MODEL_KIND}*`;
/** Part of a name that nobody catalogued. */
const UNCATALOGUED_NAME = "plinth-other";

/** What a request says that goes to a model itself and not through a profile. */
export const WITHOUT_PROFILE: Context = new Map([["bedrock:inferenceprofilearn", []]]);

/** The permissions of a role that compute runs under and that speak of models, or why rules about invocation do not apply. */
export function invocationPermissionsOf(role: ResourceRecord, estate: Estate): Permissions | Verdict {
  const permissions = computePermissionsOf(role, estate);
  if ("outcome" in permissions || modelPatterns(permissions).length > 0) return permissions;
  return { outcome: "not-applicable", reason: "its policies do not speak of models" };
}

/** The permissions of a role that compute runs under, or why rules about compute do not apply to it. */
export function computePermissionsOf(role: ResourceRecord, estate: Estate): Permissions | Verdict {
  const outside = outsideAiEstate(estate);
  if (outside) return outside;
  if (trustDocument(role) !== UNKNOWN && !isForCompute(trustOf(role, estate))) {
    return { outcome: "not-applicable", reason: "no compute runs under it" };
  }
  return permissionsOf(role, estate);
}

/** Targets for both ways to invoke. */
export function invocationTargets(resources: readonly string[]): readonly Target[] {
  return INVOKE_ACTIONS.map((action) => ({ action, resources }));
}

/**
 * The foundation models that a principal's policies speak of, by ARN. A wildcard at a model's place stands for the
 * catalogue's models that it lets in and for one that nobody catalogued: asked about with the wildcard itself, it would
 * also swallow the `:` and `/` of what other statements allow.
 */
export function modelsOf(permissions: Permissions, standard: Standard): readonly string[] {
  const patterns = modelPatterns(permissions).map((pattern) => {
    if (pattern === UNKNOWN) return FOUNDATION_MODELS;
    return parseArn(pattern)?.resource.startsWith(MODEL_KIND) ? pattern : FOUNDATION_MODELS;
  });
  return [...new Set(patterns.flatMap((pattern) => instances(pattern, MODEL_KIND, catalogued(standard))))];
}

/** As {@link modelsOf}, embedding models left out: no guardrail judges them, and knowledge bases call them directly. */
export function textModels(permissions: Permissions, standard: Standard): readonly string[] {
  return modelsOf(permissions, standard).filter((arn) => !isEmbedding(arn.slice(arn.lastIndexOf("/") + 1), standard));
}

/** The system profiles of some areas that a principal's policies speak of, by ARN. */
export function profilesOf(permissions: Permissions, areas: readonly string[]): readonly string[] {
  const uncatalogued = areas.map((area) => `${area}.${UNCATALOGUED_NAME}`);
  const named = patternsOf(permissions)
    .filter((pattern) => pattern !== UNKNOWN)
    .filter((pattern) => parseArn(pattern)?.resource.startsWith(PROFILE_KIND))
    .flatMap((pattern) => instances(pattern, PROFILE_KIND, []))
    .filter((arn) => areas.some((area) => arn.includes(`:${PROFILE_KIND}${area}.`)));
  return [...new Set([...named, ...uncatalogued.map((id) => `arn:*:bedrock:*:*:${PROFILE_KIND}${id}`)])];
}

/** Whether an id stands for what a wildcard lets in besides the catalogue. */
export function isUncatalogued(modelId: string): boolean {
  return modelId.includes(UNCATALOGUED_NAME);
}

function catalogued({ models }: Standard): readonly string[] {
  return models.map(({ modelId }) => modelId);
}

function instances(pattern: string, kind: string, ids: readonly string[]): readonly string[] {
  const at = pattern.indexOf(kind) + kind.length;
  const [place, id] = [pattern.slice(0, at), pattern.slice(at)];
  if (!/[*?]|\$\{/.test(id)) return [pattern];
  const uncatalogued = id.replaceAll(/\$\{[^}]*\}|\*/g, UNCATALOGUED_NAME).replaceAll("?", "x");
  return [uncatalogued, ...ids.filter((known) => matches(compileGlob(id), known))].map((instance) => place + instance);
}

/** Patterns, among what policies allow invocation on, that can stand for a foundation model. */
const modelPatterns = memoize((permissions: Permissions): readonly (string | typeof UNKNOWN)[] => {
  const models = compileArn(FOUNDATION_MODELS);
  return patternsOf(permissions).filter((pattern) => pattern === UNKNOWN || intersects(models, compileGlob(pattern)));
});

const patternsOf = memoize(({ identity }: Permissions): readonly (string | typeof UNKNOWN)[] => {
  return statementsOf(identity)
    .filter(({ effect }) => effect !== "Deny")
    .filter(({ actions }) => INVOKE_ACTIONS.some((action) => actionMatches(actions, action) !== false))
    .flatMap(({ resources }) => (resources.negated ? ["*"] : resources.patterns));
});
