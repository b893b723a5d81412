import { type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { ROLE_USING_TYPES } from "../../../readers/iam/compute-roles";
import { mayPerform, type Target } from "../../../readers/iam/permission-search";
import { MANAGED_POLICIES, permissionsOf, ROLES } from "../../../readers/iam/permissions";
import { besideWorkloads } from "../../../readers/iam/workload-roles";

const REQUIRED = "a permissions boundary that keeps a workload's role from changing permissions";
const FIX = "use WorkloadRole, or set permissionsBoundary to a policy such as WorkloadBoundary's";

/** A boundary that lets a role give itself more is none. */
const ESCALATION: readonly Target[] = [
  "iam:AttachRolePolicy",
  "iam:PutRolePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeleteRolePermissionsBoundary",
  "iam:UpdateAssumeRolePolicy",
  "iam:CreateAccessKey",
].map((action) => ({ action, resources: ["arn:*:iam::*:*"] }));

/** See why.md. */
export const rule: Rule = {
  id: "iam-workload-role-has-boundary",
  layer: "identity",
  family: "per-workload-iam",
  severity: "medium",
  cures: [],
  causes: [...ROLE_USING_TYPES, ...MANAGED_POLICIES],
  title: "A workload's role has a permissions boundary",
  scope: "stack",
  types: ROLES,

  judge(role, estate): Verdict {
    const beside = besideWorkloads(role, estate);
    if (beside) return beside;
    const { permissionsBoundary } = role.props;
    if (permissionsBoundary === undefined || permissionsBoundary === null || permissionsBoundary === "") {
      return { outcome: "violation", found: `${role.name} has no permissions boundary`, required: REQUIRED, fix: FIX };
    }
    const { boundary, facts } = permissionsOf(role, estate);
    if (!boundary || boundary.document === UNKNOWN) return { outcome: "pass" };
    const finding = mayPerform({ identity: [boundary], facts }, ESCALATION);
    if (finding.answer === "allowed") {
      return {
        outcome: "violation",
        found: `${role.name} has a boundary that allows ${finding.proof.action}, by ${finding.proof.source}`,
        required: REQUIRED,
        fix: FIX,
      };
    }
    return finding.answer === "denied"
      ? { outcome: "pass" }
      : { outcome: "undetermined", reason: "what the boundary allows is not known yet" };
  },
};
