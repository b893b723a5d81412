import type { Rule, Verdict } from "../../../core/rule";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { ROLES } from "../../../readers/iam/permissions";
import { invocationPermissionsOf, invocationTargets, textModels } from "../../../readers/models/invocation-permissions";

/** What a request says that names no guardrail. */
const WITHOUT_GUARDRAIL = new Map([["bedrock:guardrailidentifier", []]]);

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-invocation-carries-guardrail",
  layer: "model-access",
  family: "models",
  severity: "high",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "A workload cannot invoke a model without a guardrail",
  scope: "stack",
  types: ROLES,

  judge(role, estate): Verdict {
    const permissions = invocationPermissionsOf(role, estate);
    if ("outcome" in permissions) return permissions;
    const targets = invocationTargets(textModels(permissions, estate.standard));
    if (mayPerform(permissions, targets).answer === "denied") {
      return { outcome: "not-applicable", reason: "it can invoke no model that answers" };
    }

    const finding = mayPerform(permissions, targets, WITHOUT_GUARDRAIL);
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: `whether ${finding.action} needs a guardrail is not known yet` };
    }
    const { action, source } = finding.proof;
    return {
      outcome: "violation",
      found: `${role.name} is allowed ${action} without a guardrail by ${source}`,
      required: "every invocation names a guardrail",
      fix: "deny both invocation actions unless bedrock:GuardrailIdentifier is the workload's guardrail, as ModelAccess.grantInvoke does",
    };
  },
};
