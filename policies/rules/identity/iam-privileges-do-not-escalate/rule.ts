import type { Estate, ResourceRecord, Rule, Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { worstOf } from "../../../core/verdicts";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { permissionsInAiEstate } from "../../../readers/estate/principal-permissions";
import { type Escalation, escalationOf } from "../../../readers/iam/escalation";
import {
  attachesUnknownPolicyOfAws,
  outsidePrincipalsOf,
  POLICY_GIVING_TYPES,
} from "../../../readers/iam/outside-principals";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, isRole, PERMISSION_SETS, ROLES, USERS } from "../../../readers/iam/permissions";
import { isForWorkload, trustOf } from "../../../readers/iam/trust";

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
  types: [...ROLES, ...USERS, ...GROUPS, ...PERMISSION_SETS, ...POLICY_GIVING_TYPES],

  judge(resource, estate): Verdict {
    if (POLICY_GIVING_TYPES.includes(resource.type)) return judgeOutsidePrincipals(resource, estate);
    const permissions = permissionsInAiEstate(resource, estate);
    return "outcome" in permissions
      ? permissions
      : verdictOf(`${resource.name} can`, escalationOf(resource, permissions, isOfWorkload(resource, estate)));
  },
};

/** Whether a workload's compute acts as the principal. */
function isOfWorkload(principal: ResourceRecord, estate: Estate): boolean {
  return isRole(principal) && isForWorkload(trustOf(principal, estate));
}

/** A principal that this run does not manage is judged by what it is given here. */
function judgeOutsidePrincipals(holder: ResourceRecord, estate: Estate): Verdict {
  const outside = outsideAiEstate(estate);
  if (outside) return outside;
  const principals = outsidePrincipalsOf(holder, estate);
  if (principals.length === 0) return { outcome: "not-applicable", reason: "the principal is judged itself" };
  if (attachesUnknownPolicyOfAws(holder)) return { outcome: "not-applicable", reason: "the policy is AWS's own" };
  const verdicts = principals.map(({ kind, permissions }) =>
    verdictOf(`${holder.name} lets a ${kind} of another stack`, escalationOf(holder, permissions)),
  );
  return worstOf(verdicts);
}

function verdictOf(who: string, escalation: Escalation): Verdict {
  if (escalation.answer === "denied") return { outcome: "pass" };
  if (escalation.answer !== "allowed") {
    return { outcome: "undetermined", reason: "whether it can change permissions or act as others is not known yet" };
  }
  return {
    outcome: "violation",
    found: `${who} ${escalation.result} with ${joinWithAnd(escalation.actions)}, by ${escalation.source}`,
    required: "no way to permissions beyond its own, after its boundary and denies",
    fix: "take the actions away, or name the roles, policies and functions that it is for, by ARN or path; kms:CreateGrant takes the condition kms:GrantIsForAWSResource",
  };
}
