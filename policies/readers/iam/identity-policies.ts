import { memoize, memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, valuesAt } from "../../core/values";
import { readDocument } from "./document";
import type { NamedPolicy } from "./evaluate";
import { managedPolicy, managedPolicyName } from "./managed-policies";
import {
  GROUPS,
  INLINE_POLICY_TYPES,
  MANAGED_POLICIES,
  MANAGED_POLICY_LISTS,
  PERMISSION_SETS,
  POLICY_ATTACHMENT_TYPES,
  ROLES,
  USERS,
} from "./permissions";

/** An identity policy, as a resource of the program holds or attaches it. */
export interface IdentityPolicy extends NamedPolicy {
  /** Its name, if it is an AWS managed policy. */
  readonly managedName?: string;
}

const PRINCIPALS: readonly string[] = [...ROLES, ...USERS, ...GROUPS, ...PERMISSION_SETS];
const BOUNDARY_ATTACHMENT = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment";

/** Types that hold identity policies or attach AWS's. */
export const IDENTITY_POLICY_TYPES: readonly string[] = [
  ...new Set([
    ...PRINCIPALS,
    ...MANAGED_POLICIES,
    ...INLINE_POLICY_TYPES.map(({ type }) => type),
    ...POLICY_ATTACHMENT_TYPES.map(({ type }) => type),
  ]),
];

/**
 * The policies that a resource itself holds or attaches. A customer's managed policy is held by its own resource only,
 * and not by those that attach it: each is reported once, where it is written.
 */
export const identityPoliciesOf = memoize((resource: ResourceRecord): readonly IdentityPolicy[] => {
  const { type, name, props } = resource;
  if (PRINCIPALS.includes(type))
    return [
      ...inlinePoliciesIn(resource),
      ...MANAGED_POLICY_LISTS.flatMap((path) => awsManagedPolicies(resource, path)),
    ];
  const attachment = POLICY_ATTACHMENT_TYPES.find((attached) => attached.type === type);
  if (attachment) return awsManagedPolicies(resource, attachment.arns);
  const document = INLINE_POLICY_TYPES.find((inline) => inline.type === type)?.document ?? "policy";
  return [{ name, document: readDocument(props[document]) ?? UNKNOWN }];
});

/** The principals that a resource gives its policies to, as far as they are in this estate. */
export function principalsOf(resource: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  if (PRINCIPALS.includes(resource.type)) return [resource];
  const paths = [...INLINE_POLICY_TYPES, ...POLICY_ATTACHMENT_TYPES]
    .filter(({ type }) => type === resource.type)
    .map(({ path }) => path);
  const named = paths.flatMap((path) => estate.references(resource, path, PRINCIPALS).found);
  const attached = MANAGED_POLICIES.some((type) => type === resource.type) ? attachmentsOf(resource, estate) : [];
  return [...new Set([...named, ...attached.flatMap((attachment) => principalsOf(attachment, estate))])];
}

/** Whether a resource of this type can give a role something; the others name users, groups or permission sets. */
export function canServeRoles(type: string): boolean {
  const given = [...INLINE_POLICY_TYPES, ...POLICY_ATTACHMENT_TYPES].filter((one) => one.type === type);
  return given.length === 0 || given.some(({ path }) => path.startsWith("role"));
}

function attachmentsOf(policy: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  return POLICY_ATTACHMENT_TYPES.flatMap(({ type, arns }) => estate.referrers(policy, arns, [type]));
}

/** Managed policies that limit principals: what they allow, they do not give. */
const boundaries = memoizeByEstate((estate): ReadonlySet<ResourceRecord> => {
  const limited = estate.ofType(...ROLES, ...USERS).map((principal) => [principal, "permissionsBoundary"] as const);
  const sets = estate
    .ofType(BOUNDARY_ATTACHMENT)
    .map((attachment) => [attachment, "permissionsBoundary.customerManagedPolicyReference.name"] as const);
  return new Set(
    [...limited, ...sets].flatMap(([resource, path]) => estate.references(resource, path, MANAGED_POLICIES).found),
  );
});

export function isPermissionsBoundary(policy: ResourceRecord, estate: Estate): boolean {
  return boundaries(estate).has(policy);
}

function inlinePoliciesIn({ props, name }: ResourceRecord): readonly IdentityPolicy[] {
  const listed = [...valuesAt(props, "inlinePolicies[]"), ...valuesAt(props, "policies[]")].flatMap((inline) =>
    // What AWS would fill in from other resources is unknown until then, and stands there.
    isObject(inline) ? [inline.policy ?? inline.policyDocument] : [],
  );
  return [...listed, ...valuesAt(props, "inlinePolicy")].map((document, i) => ({
    name: `inline policy ${i + 1} of ${name}`,
    document: readDocument(document) ?? UNKNOWN,
  }));
}

function awsManagedPolicies({ props }: ResourceRecord, path: string): readonly IdentityPolicy[] {
  return valuesAt(props, path).flatMap((arn) => {
    const managedName = typeof arn === "string" ? managedPolicyName(arn) : undefined;
    return managedName === undefined ? [] : [{ name: managedName, managedName, document: managedPolicy(managedName) }];
  });
}
