import type { Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { permissionsInAiEstate } from "../../../readers/estate/principal-permissions";
import { escalationOf } from "../../../readers/iam/escalation";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, PERMISSION_SETS, ROLES, USERS } from "../../../readers/iam/permissions";

/** See why.md. */
export const rule: Rule = {
  id: "iam-privileges-do-not-escalate",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "Nobody can give themselves more permissions than they have",
  scope: "stack",
  types: [...ROLES, ...USERS, ...GROUPS, ...PERMISSION_SETS],

  judge(principal, estate): Verdict {
    const permissions = permissionsInAiEstate(principal, estate);
    if ("outcome" in permissions) return permissions;

    const escalation = escalationOf(principal, permissions);
    if (escalation.answer === "denied") return { outcome: "pass" };
    if (escalation.answer !== "allowed") {
      return { outcome: "undetermined", reason: "whether it can change permissions or act as others is not known yet" };
    }
    return {
      outcome: "violation",
      found: `${principal.name} can ${escalation.result} with ${joinWithAnd(escalation.actions)}, by ${escalation.source}`,
      required: "no way to permissions beyond its own, after its boundary and denies",
      fix: "name the roles, policies and functions that it is for, by ARN or path, or deny these actions on others",
    };
  },
};
