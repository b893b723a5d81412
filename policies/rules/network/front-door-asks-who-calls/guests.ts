import { valuesSetAt } from "../../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../../core/rule";
import { anyTrue } from "../../../core/values";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { ROLES } from "../../../readers/iam/permissions";
import { roleReaches } from "../../../readers/network/compute-reach";

export const GUEST_ROLES = "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment";
const POOL = "aws:cognito/identityPool:IdentityPool";
/** What may yet keep guests out, or take permissions from them. */
export const GUEST_CURES: readonly string[] = [POOL, ...PERMISSION_TYPES];

/**
 * Whether an identity pool gives whoever asks, without any login, a role that has models answer or reads what the workload keeps.
 * Source: https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html (read 2026-11).
 */
export function letsGuestsIn(attachment: ResourceRecord, estate: Estate): boolean | Unknown {
  if (valuesSetAt(attachment, "roles.unauthenticated").length === 0) return false;
  const pools = estate.references(attachment, "identityPoolId", [POOL]).found;
  const allows = pools.map(({ props }) => props.allowUnauthenticatedIdentities);
  if (allows.length > 0 && allows.every((allowed) => allowed !== true && allowed !== UNKNOWN)) return false;
  // Permissions beyond the policies that are seen here are judged where the role is.
  const { found } = estate.references(attachment, "roles.unauthenticated", ROLES);
  const reaches = found.length > 0 ? anyTrue(found.map((role) => roleReaches(role, estate))) : UNKNOWN;
  return reaches === true && allows.includes(UNKNOWN) ? UNKNOWN : reaches;
}
