import type { Rule } from "../../core/rule";
import { rule as environmentHoldsNoSecrets } from "./environment-holds-no-secrets/rule";
import { rule as environmentsHaveOwnAccounts } from "./environments-have-own-accounts/rule";
import { rule as accessIsNotFull } from "./iam-access-is-not-full/rule";
import { rule as actionsNameTheirResources } from "./iam-actions-name-their-resources/rule";
import { rule as credentialsAreTemporary } from "./iam-credentials-are-temporary/rule";
import { rule as humanCannotInvoke } from "./iam-human-cannot-invoke-production-models/rule";
import { rule as invocationIsScoped } from "./iam-invocation-is-scoped/rule";
import { rule as passRoleIsBounded } from "./iam-passrole-is-bounded/rule";
import { rule as policyDocumentIsValid } from "./iam-policy-document-is-valid/rule";
import { rule as policyFitsQuotas } from "./iam-policy-fits-quotas/rule";
import { rule as privilegesDoNotEscalate } from "./iam-privileges-do-not-escalate/rule";
import { rule as roleServesOneWorkload } from "./iam-role-serves-one-workload/rule";
import { rule as trustHasSourceConditions } from "./iam-trust-has-source-conditions/rule";
import { rule as trustStaysInside } from "./iam-trust-stays-inside/rule";
import { rule as workloadCannotWeakenControls } from "./iam-workload-cannot-weaken-its-controls/rule";
import { rule as workloadRoleHasBoundary } from "./iam-workload-role-has-boundary/rule";
import { rule as workloadRoleKeepsAuditRecords } from "./iam-workload-role-keeps-audit-records/rule";
import { rule as managementAccountRunsNoWorkload } from "./management-account-runs-no-workload/rule";
import { rule as productionIsGuarded } from "./organization-production-is-guarded/rule";

export const identityRules: readonly Rule[] = [
  roleServesOneWorkload,
  humanCannotInvoke,
  invocationIsScoped,
  trustHasSourceConditions,
  workloadRoleHasBoundary,
  workloadRoleKeepsAuditRecords,
  passRoleIsBounded,
  accessIsNotFull,
  actionsNameTheirResources,
  productionIsGuarded,
  managementAccountRunsNoWorkload,
  environmentHoldsNoSecrets,
  environmentsHaveOwnAccounts,
  credentialsAreTemporary,
  privilegesDoNotEscalate,
  policyDocumentIsValid,
  policyFitsQuotas,
  trustStaysInside,
  workloadCannotWeakenControls,
];
