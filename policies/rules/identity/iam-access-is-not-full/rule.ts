import { type ResourceRecord, type Rule, type Types, UNKNOWN, type Verdict } from "../../../core/rule";
import { hygiene } from "../../../readers/estate/hygiene";
import { anyResourceOf, fullServiceAccess } from "../../../readers/iam/full-service-access";
import {
  canServeRoles,
  IDENTITY_POLICY_TYPES,
  type IdentityPolicy,
  identityPoliciesOf,
  isPermissionsBoundary,
  principalsOf,
} from "../../../readers/iam/identity-policies";
import { isKnownManagedPolicy } from "../../../readers/iam/managed-policies";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { isRole, MANAGED_POLICIES } from "../../../readers/iam/permissions";
import { isForPipeline, trustOf } from "../../../readers/iam/trust";

/** AWS's own names for policies that give a service, or all of them, whole. */
const FULL = /(^|\/)(AdministratorAccess|PowerUserAccess)|FullAccess/;

/** See why.md. */
export const rule: Rule = {
  id: "iam-access-is-not-full",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  cures: PERMISSION_TYPES,
  causes: PERMISSION_TYPES,
  title: "No policy gives a whole service, or all of them",
  scope: "stack",
  types: IDENTITY_POLICY_TYPES,

  judge: hygiene((resource, estate): Verdict => {
    if (isPermissionsBoundary(resource, estate))
      return { outcome: "not-applicable", reason: "a boundary gives nothing by itself" };
    const policies = identityPoliciesOf(resource);
    if (policies.length === 0)
      return { outcome: "not-applicable", reason: "it holds no policy and attaches none of AWS" };

    const found = policies.map(fullAccessOf);
    const [full] = found.filter((one) => one !== UNKNOWN && one !== undefined);
    if (full) {
      const roles = principalsOf(resource, estate);
      // What deploys a platform is wide by its nature: it is shown, and answered for by its trust policy.
      const deploys = roles.length > 0 && roles.every((role) => isRole(role) && isForPipeline(trustOf(role, estate)));
      return {
        outcome: "violation",
        found: `${resource.name} gives ${full}`,
        required: "a policy that names the actions that are needed",
        fix: "list the actions and the resources that they are for, as WorkloadRole does",
        cures: curesOfGrant(resource, roles),
        ...(deploys && { advisory: true as const }),
      };
    }
    if (found.includes(UNKNOWN)) return { outcome: "undetermined", reason: "a policy's actions are not known yet" };
    const [narrow] = policies.map(fullAccessToOwnResources).filter((one) => one !== undefined);
    if (!narrow) return { outcome: "pass" };
    return {
      outcome: "violation",
      found: `${resource.name} gives ${narrow}`,
      required: "a policy that names the actions that are needed",
      fix: "list the actions, as WorkloadRole does: the others delete what they are for, and change who may use it",
      advisory: true,
    };
  }),
};

/** What a policy gives whole of the resources that it names, in words. Of AWS's own nobody can change that. */
function fullAccessToOwnResources({ name, document, managedName }: IdentityPolicy): string | undefined {
  const whole = managedName === undefined ? fullServiceAccess(name, document, anyResourceOf) : undefined;
  if (whole === undefined || whole === UNKNOWN) return undefined;
  return `every action of ${whole.service} on resources of its own, by ${whole.source}`;
}

/** What a policy gives whole, in words. */
function fullAccessOf({ name, document, managedName }: IdentityPolicy): string | undefined | typeof UNKNOWN {
  const known = managedName === undefined || isKnownManagedPolicy(managedName);
  if (managedName !== undefined && FULL.test(managedName)) {
    return known ? `all that AWS's ${managedName} allows` : "full access by a managed policy of AWS";
  }
  // AWS's other policies are listed action by action; those that are not known here are not called full.
  if (!known) return undefined;
  const whole = fullServiceAccess(name, document);
  return whole === UNKNOWN || whole === undefined ? whole : `every action of ${whole.service}, by ${whole.source}`;
}

/** A managed policy may yet become a boundary, and a role that is not registered yet may turn out to be a pipeline's. */
function curesOfGrant({ type }: ResourceRecord, principals: readonly ResourceRecord[]): Types {
  if (MANAGED_POLICIES.some((managed) => managed === type)) return PERMISSION_TYPES;
  return principals.length === 0 && canServeRoles(type) ? PERMISSION_TYPES : [];
}
