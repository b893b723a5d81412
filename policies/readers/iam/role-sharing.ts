import { parseArn } from "../../core/arn";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { environmentOf, workloadOf } from "../resource/tags";
import { mayPerform, onResource } from "./permission-search";
import { permissionsOf, ROLES } from "./permissions";
import { usersByRole } from "./role-users";
import { isForCompute, rolesNamed, trustOf } from "./trust";

/**
 * Roles of other workloads that can take on a role: those that it trusts by ARN, and, where it trusts its whole account,
 * those of this run that may assume it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html, role chaining (read 2026-11).
 */
export function chainedRoles(role: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const own = { workload: workloadOf(role, estate.standard), environment: environmentOf(role, estate.standard) };
  if (typeof own.workload !== "string") return [];
  const trust = trustOf(role, estate);
  const named = trust.roles.flatMap((arn) => rolesNamed(arn, estate));
  const byAccount =
    trust.accounts.length > 0 ? workloadRoles(estate).filter((other) => mayAssume(other, role, estate)) : [];
  return [...new Set([...named, ...byAccount])].filter(
    (other) =>
      other !== role &&
      workloadRoles(estate).includes(other) &&
      (workloadOf(other, estate.standard) !== own.workload ||
        (typeof own.environment === "string" && environmentOf(other, estate.standard) !== own.environment)),
  );
}

/** Roles that compute runs under and that say whose they are. */
const workloadRoles = memoizeByEstate((estate): readonly ResourceRecord[] =>
  estate
    .ofType(...ROLES)
    .filter(
      (role) =>
        typeof workloadOf(role, estate.standard) === "string" &&
        environmentOf(role, estate.standard) !== UNKNOWN &&
        (isForCompute(trustOf(role, estate)) || usersByRole(estate).has(role)),
    ),
);

function mayAssume(other: ResourceRecord, role: ResourceRecord, estate: Estate): boolean {
  const { arn, name } = role.props;
  const resource =
    typeof arn === "string" && parseArn(arn) ? arn : typeof name === "string" ? `arn:*:iam::*:role/${name}` : undefined;
  if (resource === undefined) return false;
  const permissions = permissionsOf(other, estate);
  return mayPerform(permissions, [onResource("sts:AssumeRole", resource)]).answer === "allowed";
}
