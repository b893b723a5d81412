import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { worstOf } from "../../../core/verdicts";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { permissionsInAiEstate } from "../../../readers/estate/principal-permissions";
import type { Permissions } from "../../../readers/iam/evaluate";
import { foreignAccessOf } from "../../../readers/iam/foreign-resources";
import {
  attachesUnknownPolicyOfAws,
  outsidePrincipalsOf,
  POLICY_GIVING_TYPES,
} from "../../../readers/iam/outside-principals";
import { type Finding, mayPerform, type Target } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, INLINE_POLICY_TYPES, isRole, ROLES, USERS } from "../../../readers/iam/permissions";
import { DATA_GIVING_TYPES } from "../../../readers/iam/resource-grants";
import { isForCompute, trustDocument, trustOf } from "../../../readers/iam/trust";
import {
  UNDECLARED_DATA,
  undeclaredModels,
  undeclaredResourceContexts,
} from "../../../readers/iam/undeclared-resources";

/** See why.md. */
export const rule: Rule = {
  id: "iam-invocation-is-scoped",
  layer: "identity",
  family: "per-workload-iam",
  severity: "critical",
  cures: PERMISSION_TYPES,
  causes: [...PERMISSION_TYPES, ...DATA_GIVING_TYPES],
  title: "Permissions for models, data, vector stores and keys are scoped to declared resources",
  scope: "stack",
  types: [...ROLES, ...USERS, ...GROUPS, ...POLICY_GIVING_TYPES],

  judge(resource, estate): Verdict {
    if (POLICY_GIVING_TYPES.includes(resource.type)) return judgeOutsidePrincipals(resource, estate);
    const permissions = permissionsInAiEstate(resource, estate);
    const verdict =
      "outcome" in permissions
        ? permissions
        : verdictOf(`${resource.name} is`, permissions, targetsFor(resource, estate));
    if (verdict.outcome === "violation" || outsideAiEstate(estate) || !isOfCompute(resource, estate)) return verdict;
    // Resources of others may let in a role that has no policy of its own.
    const held = "outcome" in permissions ? NO_PERMISSIONS : permissions;
    return judgeForeignAccess(resource, held, estate) ?? verdict;
  },
};

const NO_PERMISSIONS: Permissions = { identity: [], facts: new Map() };

/** What is declared, and another workload's. */
function judgeForeignAccess(role: ResourceRecord, permissions: Permissions, estate: Estate): Verdict | undefined {
  const access = foreignAccessOf(role, permissions, estate);
  const certain = access.filter((one) => one.certain);
  const [first] = certain;
  const reached = (certain.length > 0 ? certain : access).map(
    ({ actions, what }) => `${joinWithAnd(actions)} on ${what}`,
  );
  if (reached.length === 0) return undefined;
  if (!first) return { outcome: "undetermined", reason: `whose its ${joinWithAnd(reached)} are is not known` };
  return {
    outcome: "violation",
    found: `${role.name} is allowed ${joinWithAnd(reached)}, by ${first.source}`,
    required: "each permission names resources of the role's own workload",
    fix: "name the workload's own resources, by ARN or by a prefix that has its name in it, or add a condition on their tags; take the role out of policies and grants of others",
  };
}

/**
 * A principal that this run does not manage is judged by what it is given here. Whether its role is compute's, which is
 * asked about data too, only its own stack knows.
 */
function judgeOutsidePrincipals(holder: ResourceRecord, estate: Estate): Verdict {
  const outside = outsideAiEstate(estate);
  if (outside) return outside;
  const principals = outsidePrincipalsOf(holder, estate).filter(({ kind }) => kind !== "permission set");
  if (principals.length === 0) return { outcome: "not-applicable", reason: "the principal is judged itself" };
  if (attachesUnknownPolicyOfAws(holder)) return { outcome: "not-applicable", reason: "the policy is AWS's own" };
  return worstOf(
    principals.map(({ kind, permissions }): Verdict => {
      const who = `${holder.name} is for a ${kind} of another stack, which is`;
      const verdict = verdictOf(who, permissions, undeclaredModels(estate.standard));
      if (verdict.outcome !== "pass" || kind !== "role" || !isWritten(holder)) return verdict;
      return reaches(permissions, UNDECLARED_DATA).answer === "denied"
        ? verdict
        : {
            outcome: "undetermined",
            reason: "it gives data of others to a role of another stack, which may be compute's",
          };
    }),
  );
}

/** Whether the resource holds a document of its own, and does not attach one of AWS. */
function isWritten({ type }: ResourceRecord): boolean {
  return INLINE_POLICY_TYPES.some((inline) => inline.type === type);
}

function verdictOf(who: string, permissions: Permissions, targets: readonly Target[]): Verdict {
  const finding = reaches(permissions, targets);
  if (finding.answer === "denied") return { outcome: "pass" };
  if (finding.answer === "unknown") {
    return { outcome: "undetermined", reason: `what it may use ${finding.action} on is not known yet` };
  }
  const actions = targets.filter((target) => reaches(permissions, [target]).answer === "allowed");
  return {
    outcome: "violation",
    found: `${who} allowed ${joinWithAnd(actions.map(({ action }) => action))} on resources that are not its own, by ${finding.proof.source}`,
    required: "each permission names its resources, or a condition that only they meet",
    fix: "name the resources by ARN, or scope by resource tag, key alias or inference profile, as the components' grant methods do",
  };
}

/** Compute is asked about models and data; people and pipelines about models only. */
function targetsFor(principal: ResourceRecord, estate: Estate): readonly Target[] {
  const models = undeclaredModels(estate.standard);
  return isOfCompute(principal, estate) ? [...models, ...UNDECLARED_DATA] : models;
}

function isOfCompute(principal: ResourceRecord, estate: Estate): boolean {
  return isRole(principal) && (trustDocument(principal) === UNKNOWN || isForCompute(trustOf(principal, estate)));
}

function reaches(permissions: Permissions, targets: readonly Target[]): Finding {
  const findings = undeclaredResourceContexts(permissions).map((facts) =>
    mayPerform(permissions, targets, facts, false),
  );
  return (
    findings.find(({ answer }) => answer === "allowed") ??
    findings.find(({ answer }) => answer === "unknown") ?? { answer: "denied" }
  );
}
