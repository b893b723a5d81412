import { IDENTITY_POLICY_TYPES } from "./identity-policies";
import { PERMISSION_SETS } from "./permissions";

/** Types that decide what a role, user, group or permission set may do: what gives permissions, and what takes them. */
export const PERMISSION_TYPES: readonly string[] = [
  ...IDENTITY_POLICY_TYPES,
  ...PERMISSION_SETS,
  "aws:iam/userGroupMembership:UserGroupMembership",
  "aws:iam/groupMembership:GroupMembership",
  "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
];

/** Types of service control policies, and of what they apply to. */
export const CONTROL_POLICY_TYPES: readonly string[] = [
  "aws:organizations/policy:Policy",
  "aws:organizations/policyAttachment:PolicyAttachment",
  "aws:organizations/organization:Organization",
  "aws:organizations/organizationalUnit:OrganizationalUnit",
  "aws:organizations/account:Account",
];
