import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { permissionsInAiEstate } from "../../../readers/estate/principal-permissions";
import type { Permissions } from "../../../readers/iam/evaluate";
import { type Finding, mayPerform, type Target } from "../../../readers/iam/permission-search";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, isRole, ROLES, USERS } from "../../../readers/iam/permissions";
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
  causes: PERMISSION_TYPES,
  title: "Permissions for models, data, vector stores and keys are scoped to declared resources",
  scope: "stack",
  types: [...ROLES, ...USERS, ...GROUPS],

  judge(principal, estate): Verdict {
    const permissions = permissionsInAiEstate(principal, estate);
    if ("outcome" in permissions) return permissions;

    const targets = targetsFor(principal, estate);
    const finding = reaches(permissions, targets);
    if (finding.answer === "denied") return { outcome: "pass" };
    if (finding.answer === "unknown") {
      return { outcome: "undetermined", reason: `what it may use ${finding.action} on is not known yet` };
    }
    const actions = targets.filter((target) => reaches(permissions, [target]).answer === "allowed");
    return {
      outcome: "violation",
      found: `${principal.name} is allowed ${joinWithAnd(actions.map(({ action }) => action))} on resources that are not its own, by ${finding.proof.source}`,
      required: "each permission names its resources, or a condition that only they meet",
      fix: "name the resources by ARN, or scope by resource tag, key alias or inference profile, as the components' grant methods do",
    };
  },
};

/** Compute is asked about models and data; people and pipelines about models only. */
function targetsFor(principal: ResourceRecord, estate: Estate): readonly Target[] {
  const models = undeclaredModels(estate.standard);
  if (!isRole(principal)) return models;
  const runs = trustDocument(principal) === UNKNOWN || isForCompute(trustOf(principal, estate));
  return runs ? [...models, ...UNDECLARED_DATA] : models;
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
