import type { Rule, Verdict } from "../../../core/rule";
import { INVOCATION_ACTIONS } from "../../../readers/iam/invocation-actions";
import { mayPerform, onResource, type Target } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { ROLES } from "../../../readers/iam/permissions";
import { computePermissionsOf } from "../../../readers/models/invocation-permissions";

/**
 * Actions that let guardrails pass more, silence alarms or raise budgets. Records are iam-workload-role-keeps-audit-records'.
 * Sources, read 2026-11: the "Actions, resources, and condition keys" pages of Amazon Bedrock, Amazon CloudWatch and AWS
 * Budgets in https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
const WEAKENING: readonly Target[] = [
  ...["UpdateGuardrail", "DeleteGuardrail"].map((verb) =>
    onResource(`bedrock:${verb}`, "arn:*:bedrock:*:*:guardrail/*"),
  ),
  ...["DeleteAlarms", "DisableAlarmActions"].map((verb) =>
    onResource(`cloudwatch:${verb}`, "arn:*:cloudwatch:*:*:alarm:*"),
  ),
  onResource("budgets:ModifyBudget", "arn:*:budgets::*:budget/*"),
];

/** See why.md. */
export const rule: Rule = {
  id: "iam-workload-cannot-weaken-its-controls",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "A role that invokes models cannot change its guardrails, alarms or budgets",
  scope: "stack",
  types: ROLES,

  judge(role, estate): Verdict {
    const permissions = computePermissionsOf(role, estate);
    if ("outcome" in permissions) return permissions;
    if (mayPerform(permissions, INVOCATION_ACTIONS).answer === "denied") {
      return { outcome: "not-applicable", reason: "it cannot invoke a model" };
    }
    const finding = mayPerform(permissions, WEAKENING);
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: `whether it is allowed ${finding.action} is not known yet` };
    }
    return {
      outcome: "violation",
      found: `${role.name} can invoke models, and is allowed ${finding.proof.action} by ${finding.proof.source}`,
      required: "no action that changes guardrails, alarms or budgets",
      fix: "remove the action, and let the role that deploys the stack change these",
    };
  },
};
