import type { Rule, Verdict } from "../../../core/rule";
import { destructionOfRecords } from "../../../readers/data/audit-stores";
import { ROLE_USING_TYPES } from "../../../readers/iam/compute-roles";
import { mayPerform } from "../../../readers/iam/permission-search";
import { MANAGED_POLICIES, permissionsOf, ROLES } from "../../../readers/iam/permissions";
import { besideWorkloads } from "../../../readers/iam/workload-roles";

/** See why.md. */
export const rule: Rule = {
  id: "iam-workload-role-keeps-audit-records",
  layer: "identity",
  family: "retention",
  severity: "high",
  cures: [...MANAGED_POLICIES, "aws:iam/rolePolicy:RolePolicy"],
  causes: [...ROLE_USING_TYPES, ...MANAGED_POLICIES],
  title: "A workload cannot delete its own audit records, or stop them",
  scope: "stack",
  types: ROLES,

  judge(role, estate): Verdict {
    const beside = besideWorkloads(role, estate);
    if (beside) return beside;
    const finding = mayPerform(permissionsOf(role, estate), destructionOfRecords(estate));
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: `whether the role may perform ${finding.action} is not known yet` };
    }
    const { action, source } = finding.proof;
    return {
      outcome: "violation",
      found: `${role.name} allows ${action} by ${source}, on the audit records of what runs under it`,
      required: "records that what they are about can neither delete nor stop",
      fix: `take ${action} away, or deny it in the permissions boundary`,
    };
  },
};
