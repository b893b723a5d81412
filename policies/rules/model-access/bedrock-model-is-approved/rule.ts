import type { Standard } from "@plinth/standards";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { onlyOf, settings } from "../../../core/rule-settings";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { isRole, ROLES } from "../../../readers/iam/permissions";
import {
  invocationPermissionsOf,
  invocationTargets,
  isUncatalogued,
  modelsOf,
  WITHOUT_PROFILE,
} from "../../../readers/models/invocation-permissions";
import { approvedModel, verdictOnModels } from "../../../readers/models/model-id";
import {
  importsModel,
  MODEL_NAMERS,
  modelsNamedWithin,
  namedOutsideAiEstate,
} from "../../../readers/models/models-named-within";
import { regionOf } from "../../../readers/resource/region";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-model-is-approved",
  layer: "model-access",
  family: "models",
  severity: "high",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "Only models of the standard's catalogue are used, in the standard's regions",
  scope: "stack",
  types: [...ROLES, ...MODEL_NAMERS],
  settings: settings(
    onlyOf(
      "models",
      "models of the catalogue that are left, by id",
      ({ models }) => models.map(({ id }) => id),
      (standard, isLeft) => ({ ...standard, models: standard.models.filter(({ id }) => isLeft(id)) }),
    ),
    onlyOf(
      "regions",
      "regions of the standard that are left",
      ({ regions }) => regions,
      (standard, isLeft) => ({ ...standard, regions: standard.regions.filter(isLeft) }),
    ),
  ),

  judge(resource, estate): Verdict {
    return isRole(resource) ? judgeRole(resource, estate) : judgeUser(resource, estate);
  },
};

function judgeRole(role: ResourceRecord, estate: Estate): Verdict {
  const permissions = invocationPermissionsOf(role, estate);
  if ("outcome" in permissions) return permissions;
  const others = modelsOf(permissions, estate.standard).filter((arn) => !isApproved(arn, estate.standard));
  const finding = mayPerform(permissions, invocationTargets(others), WITHOUT_PROFILE, false);
  if (finding.answer === "denied") return { outcome: "pass" };
  if (finding.answer === "unknown")
    return { outcome: "undetermined", reason: "which models it invokes is not known yet" };
  return {
    outcome: "violation",
    found: `${role.name} is allowed ${finding.proof.action} on models outside the catalogue by ${finding.proof.source}`,
    required: "models of the standard's catalogue only",
    fix: "name the catalogue's models by ARN, or have the standard's owner add the model",
  };
}

function isApproved(arn: string, { models }: Standard): boolean {
  const id = arn.slice(arn.lastIndexOf("/") + 1);
  // `anthropic.claude-sonnet-4-5*` is the versions of one model.
  return models.some((model) => model.modelId === id || (isUncatalogued(id) && id.startsWith(model.id)));
}

function judgeUser(user: ResourceRecord, estate: Estate): Verdict {
  const { standard } = estate;
  if (importsModel(user)) {
    const reason = "it imports a model, which the catalogue does not name";
    return outsideAiEstate(estate) ?? { outcome: "undetermined", reason };
  }
  const outside = namedOutsideAiEstate(user, estate);
  if (outside) return outside;
  const named = modelsNamedWithin(user, estate);
  if (named.length === 0) return { outcome: "not-applicable", reason: "it names no model" };
  const region = regionOf(user);
  if (region !== UNKNOWN && !standard.regions.includes(region)) {
    return {
      outcome: "violation",
      found: `${user.name} is in a region outside the standard`,
      required: `one of the standard's regions: ${standard.regions.join(", ")}`,
      fix: "move it to one of them",
      cures: [],
    };
  }
  return verdictOnModels(named, ({ modelId }) => {
    if (approvedModel(modelId, standard)) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${user.name} names a model that is not in the catalogue`,
      required: `one of ${standard.models.map(({ id }) => id).join(", ")}`,
      fix: "choose one of them, or have the standard's owner add the model",
      cures: [],
    };
  });
}
