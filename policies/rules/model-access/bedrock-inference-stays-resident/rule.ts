import type { Standard } from "@plinth/standards";
import { parseArn } from "../../../core/arn";
import type { Estate, ResourceRecord, Rule, Verdict } from "../../../core/rule";
import { onlyOf } from "../../../core/rule-settings";
import { textOf, valueAt } from "../../../core/values";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { mayPerform, onResource } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { isRole, ROLES } from "../../../readers/iam/permissions";
import {
  computePermissionsOf,
  invocationPermissionsOf,
  invocationTargets,
  modelsOf,
  profilesOf,
  WITHOUT_PROFILE,
} from "../../../readers/models/invocation-permissions";
import { verdictOnModels } from "../../../readers/models/model-id";
import { MODEL_NAMERS, modelsNamedWithin, namedOutsideAiEstate } from "../../../readers/models/models-named-within";
import { areasOutside, isResident, regionOutside } from "../../../readers/models/residency";

/**
 * Claude Platform on AWS offers the geographies `us` and `global` only, each outside of AWS.
 * Source: https://docs.aws.amazon.com/claude-platform/latest/userguide/data-residency.html (read 2026-11).
 */
const CLAUDE_PLATFORM = [
  ...INVOCATION_ACTIONS.filter(({ action }) => action.startsWith("aws-external-anthropic:")),
  // The name of the operation, which programs write in place of the action that AWS lists for it.
  onResource("aws-external-anthropic:CreateMessage", "*"),
];

const GUARDRAIL = "aws:bedrock/guardrail:Guardrail";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-inference-stays-resident",
  layer: "model-access",
  family: "models",
  severity: "critical",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "Prompts and answers are processed inside the standard's residency areas",
  scope: "stack",
  types: [...ROLES, ...MODEL_NAMERS, GUARDRAIL],
  settings: onlyOf(
    "areas",
    "residency areas of the standard that are left",
    ({ residency }) => residency,
    (standard, isLeft) => ({ ...standard, residency: standard.residency.filter(isLeft) }),
  ),

  judge(resource, estate): Verdict {
    if (resource.type === GUARDRAIL) return judgeGuardrail(resource, estate);
    return isRole(resource) ? judgeRole(resource, estate) : judgeUser(resource, estate);
  },
};

function judgeRole(role: ResourceRecord, estate: Estate): Verdict {
  const { standard } = estate;
  const own = computePermissionsOf(role, estate);
  if ("outcome" in own) return own;
  const elsewhere = mayPerform(own, CLAUDE_PLATFORM);
  if (elsewhere.answer === "allowed") {
    return {
      outcome: "violation",
      found: `${role.name} is allowed ${elsewhere.proof.action}, which Anthropic answers outside of AWS, by ${elsewhere.proof.source}`,
      required: required(standard),
      fix: "remove the permission, and invoke the model on Amazon Bedrock by a profile of the area",
    };
  }
  const permissions = invocationPermissionsOf(role, estate);
  if ("outcome" in permissions) return permissions;
  const findings = [
    mayPerform(permissions, invocationTargets(profilesOf(permissions, areasOutside(standard))), new Map(), false),
    ...modelsOf(permissions, standard)
      .flatMap((pattern) => outside(pattern, standard))
      .map(({ arn, region }) =>
        mayPerform(
          permissions,
          invocationTargets([arn]),
          new Map([...WITHOUT_PROFILE, ["aws:requestedregion", [region || "unspecified"]]]),
          false,
        ),
      ),
  ];
  for (const finding of findings) {
    if (finding.answer !== "allowed") continue;
    return {
      outcome: "violation",
      found: `${role.name} is allowed ${finding.proof.action} outside ${standard.residency.join(", ")} by ${finding.proof.source}`,
      required: required(standard),
      fix: "name the area's profiles and the regions of models in the permission, as ModelAccess.grantInvoke does",
    };
  }
  return findings.some(({ answer }) => answer === "unknown")
    ? { outcome: "undetermined", reason: "where it invokes models is not known yet" }
    : { outcome: "pass" };
}

/** What a pattern of models lets in outside of the standard's areas. An empty region is that of global profiles. */
function outside(pattern: string, standard: Standard): readonly { readonly arn: string; readonly region: string }[] {
  const region = parseArn(pattern)?.region ?? "*";
  const probe = /[*?$]/.test(region) ? regionOutside(standard) : region;
  if (probe === undefined || isResident(probe, standard)) return [];
  return [{ arn: pattern.split(":").with(3, probe).join(":"), region: probe }];
}

/**
 * A guardrail with a profile sends what it judges to the regions of the profile's area.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-cross-region-support.html (read 2026-11).
 */
function judgeGuardrail({ name, props }: ResourceRecord, { standard }: Estate): Verdict {
  const profile = valueAt(props, "crossRegionConfig.guardrailProfileIdentifier");
  if (profile === undefined) return { outcome: "not-applicable", reason: "it judges in its own region" };
  const [, area] = /(?:^|\/)([a-z-]+)\.guardrail\./.exec(textOf(profile)) ?? [];
  if (area === undefined) return { outcome: "undetermined", reason: "the area of its profile is not known yet" };
  if (standard.residency.includes(area)) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${name} judges prompts and answers in ${area}`,
    required: required(standard),
    fix: "choose the guardrail profile of the area, or leave crossRegionConfig out",
    cures: [],
  };
}

function judgeUser(user: ResourceRecord, estate: Estate): Verdict {
  const { standard } = estate;
  const outside = namedOutsideAiEstate(user, estate);
  if (outside) return outside;
  return verdictOnModels(modelsNamedWithin(user, estate), (model) => {
    const isInside =
      model.kind === "profile"
        ? standard.residency.includes(model.area)
        : !model.region || isResident(model.region, standard);
    if (isInside) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${user.name} ${model.kind === "profile" ? `goes through a profile of ${model.area}` : "names a model elsewhere"}`,
      required: required(standard),
      fix: "choose the area's own profile or a model in one of its regions",
      cures: [],
    };
  });
}

function required({ residency }: Standard): string {
  return `inference inside ${residency.join(", ")}`;
}
