import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { isRole, ROLES } from "../../../readers/iam/permissions";
import {
  invocationPermissionsOf,
  invocationTargets,
  profilesOf,
  textModels,
  WITHOUT_PROFILE,
} from "../../../readers/models/invocation-permissions";
import { MANAGED_INVOKERS, managedInvocationsOf } from "../../../readers/models/managed-invocations";
import { isEmbedding, parseModelReference } from "../../../readers/models/model-id";
import { APPLICATION_PROFILES } from "../../../readers/models/model-references";
import { AREAS } from "../../../readers/models/residency";
import { tagsOf } from "../../../readers/resource/tags";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-invocation-is-attributable",
  layer: "model-access",
  family: "models",
  severity: "medium",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "Models are invoked through tagged application inference profiles only",
  scope: "stack",
  types: [...ROLES, ...APPLICATION_PROFILES, ...MANAGED_INVOKERS],

  judge(resource, estate): Verdict {
    if (MANAGED_INVOKERS.includes(resource.type)) return judgeManagedInvocations(resource, estate);
    return isRole(resource) ? judgeRole(resource, estate) : judgeProfile(resource, estate);
  },
};

/** What agents, flows and workflows ask is billed to the profile that they name, or to nobody. */
function judgeManagedInvocations(resource: ResourceRecord, { standard }: Estate): Verdict {
  const invocations = managedInvocationsOf(resource);
  if (invocations === UNKNOWN)
    return { outcome: "undetermined", reason: "which models it has answer is not known yet" };
  const named = invocations.flatMap(({ title, model }) => (typeof model === "string" ? [{ title, model }] : []));
  const direct = named.find(({ model }) => {
    const reference = parseModelReference(model);
    return reference.kind !== "declared-elsewhere" && !isEmbedding(reference.modelId, standard);
  });
  if (direct) {
    return {
      outcome: "violation",
      found: `${resource.name} has a model answer that nobody pays for by name: ${direct.title} names a model or a system profile`,
      required: "application inference profiles, whose tags say who pays",
      fix: "name the ARN of an application inference profile there, as ModelAccess makes them",
      cures: [],
    };
  }
  // What a run is still to make is a profile: models and system profiles have their names already.
  return named.length > 0 || invocations.some(({ model }) => model === UNKNOWN)
    ? { outcome: "pass" }
    : { outcome: "not-applicable", reason: "it names no model" };
}

function judgeRole(role: ResourceRecord, estate: Estate): Verdict {
  const permissions = invocationPermissionsOf(role, estate);
  if ("outcome" in permissions) return permissions;
  const direct = mayPerform(
    permissions,
    invocationTargets(textModels(permissions, estate.standard)),
    WITHOUT_PROFILE,
    false,
  );
  const system = mayPerform(permissions, invocationTargets(profilesOf(permissions, AREAS)), new Map(), false);
  const finding = direct.answer === "allowed" ? direct : system;
  if (finding.answer === "allowed") {
    return {
      outcome: "violation",
      found: `${role.name} is allowed ${finding.proof.action} ${finding === direct ? "on models themselves" : "on system profiles"} by ${finding.proof.source}`,
      required: "invocation through application inference profiles, whose tags say who pays",
      fix: "create an application inference profile and demand it by bedrock:InferenceProfileArn, as ModelAccess.grantInvoke does",
    };
  }
  const unknown = [direct, system].find(({ answer }) => answer === "unknown");
  return unknown
    ? { outcome: "undetermined", reason: "through what it invokes models is not known yet" }
    : { outcome: "pass" };
}

function judgeProfile(profile: ResourceRecord, { standard }: Estate): Verdict {
  const tags = tagsOf(profile);
  if (tags === UNKNOWN) return { outcome: "undetermined", reason: "its tags are not known yet" };
  const { workload, owner, environment } = standard.tagKeys;
  const missing = [workload, owner, environment].filter((key) => !tags.get(key));
  if (missing.length === 0) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${profile.name} has no tag ${joinWithAnd(missing)}`,
    required: `the tags ${joinWithAnd([workload, owner, environment])} on each application inference profile`,
    fix: "set the tags, or use ModelAccess",
    cures: [],
  };
}
