import type { Rule, Verdict } from "../../../core/rule";
import { permissionsInAiEstate } from "../../../readers/estate/principal-permissions";
import { mayPerform } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, PERMISSION_SETS, ROLES, USERS } from "../../../readers/iam/permissions";
import { UNDECLARED_ROLES } from "../../../readers/iam/undeclared-resources";

/** See why.md. */
export const rule: Rule = {
  id: "iam-passrole-is-bounded",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "Nobody can pass a role of their choice to a service",
  scope: "stack",
  types: [...ROLES, ...USERS, ...GROUPS, ...PERMISSION_SETS],

  judge(principal, estate): Verdict {
    const permissions = permissionsInAiEstate(principal, estate);
    if ("outcome" in permissions) return permissions;
    const finding = mayPerform(
      permissions,
      [{ action: "iam:PassRole", resources: UNDECLARED_ROLES }],
      undefined,
      false,
    );
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: "which roles it may pass is not known yet" };
    }
    return {
      outcome: "violation",
      found: `${principal.name} can pass any role to a service, by ${finding.proof.source}`,
      required: "iam:PassRole on named roles, or on roles below the principal's own path",
      fix: "name the roles by ARN or path, and add iam:PassedToService",
    };
  },
};
