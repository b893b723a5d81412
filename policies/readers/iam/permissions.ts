import { memoizeByResource } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { isObject, listOf, valuesAt } from "../../core/values";
import { accountOf } from "../resource/account";
import { tagsOf } from "../resource/tags";
import { readDocument } from "./document";
import type { NamedPolicy, Permissions } from "./evaluate";
import { isKnownManagedPolicy, managedPolicy, managedPolicyName } from "./managed-policies";
import { mayChooseTag } from "./session-tags";

export const ROLES = ["aws:iam/role:Role"] as const;
export const USERS = ["aws:iam/user:User"] as const;
export const GROUPS = ["aws:iam/group:Group"] as const;
export const PERMISSION_SETS = ["aws:ssoadmin/permissionSet:PermissionSet"] as const;
export const MANAGED_POLICIES = ["aws:iam/policy:Policy", "aws-native:iam:ManagedPolicy"] as const;

export function isRole({ type }: Pick<ResourceRecord, "type">): boolean {
  return ROLES.some((role) => role === type);
}

export function isUser({ type }: Pick<ResourceRecord, "type">): boolean {
  return USERS.some((user) => user === type);
}

export function isPermissionSet({ type }: Pick<ResourceRecord, "type">): boolean {
  return PERMISSION_SETS.some((set) => set === type);
}

/** How resources give a document to a principal: at `path` they name it, at `document` stands what it may do. */
export interface InlinePolicyType {
  readonly type: string;
  readonly path: string;
  readonly document: string;
}

/** How resources attach managed policies: at `arns` they name them. */
export interface PolicyAttachmentType {
  readonly type: string;
  readonly path: string;
  readonly arns: string;
}

export const INLINE_POLICY_TYPES: readonly InlinePolicyType[] = [
  { type: "aws:iam/rolePolicy:RolePolicy", path: "role", document: "policy" },
  { type: "aws:iam/userPolicy:UserPolicy", path: "user", document: "policy" },
  { type: "aws:iam/groupPolicy:GroupPolicy", path: "group", document: "policy" },
  {
    type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
    path: "permissionSetArn",
    document: "inlinePolicy",
  },
  ...["roles[]", "users[]", "groups[]"].flatMap((path) => [
    { type: "aws-native:iam:Policy", path, document: "policyDocument" },
    { type: "aws-native:iam:ManagedPolicy", path, document: "policyDocument" },
  ]),
];

export const POLICY_ATTACHMENT_TYPES: readonly PolicyAttachmentType[] = [
  { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", path: "role", arns: "policyArn" },
  { type: "aws:iam/userPolicyAttachment:UserPolicyAttachment", path: "user", arns: "policyArn" },
  { type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment", path: "group", arns: "policyArn" },
  ...[
    { type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", path: "roleName" },
    { type: "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", path: "userName" },
    { type: "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", path: "groupName" },
  ].map((type) => ({ ...type, arns: "policyArns[]" })),
  ...["roles[]", "users[]", "groups[]"].map((path) => ({
    type: "aws:iam/policyAttachment:PolicyAttachment",
    path,
    arns: "policyArn",
  })),
  {
    type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    path: "permissionSetArn",
    arns: "managedPolicyArn",
  },
  {
    type: "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
    path: "permissionSetArn",
    arns: "customerManagedPolicyReference.name",
  },
  {
    type: "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
    path: "permissionSetArn",
    arns: "managedPolicyArns[]",
  },
  {
    type: "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
    path: "permissionSetArn",
    arns: "customerManagedPolicyReferences[].name",
  },
];

/** Paths at which a principal itself names managed policies. */
export const MANAGED_POLICY_LISTS: readonly string[] = [
  "managedPolicyArns[]",
  "managedPolicies[]",
  "customerManagedPolicyReferences[].name",
];

/** Everything in an estate that decides what a role, user, group or permission set may do. */
export const permissionsOf = memoizeByResource((principal, estate): Permissions => {
  const groups = groupsOf(principal, estate);
  return {
    identity: [principal, ...groups].flatMap((member) => identityOf(member, estate)),
    boundary: boundaryOf(principal, estate),
    facts: factsOf(principal),
  };
});

function identityOf(principal: ResourceRecord, estate: Estate): NamedPolicy[] {
  const own = withoutComputedLists(principal);
  const inline = INLINE_POLICY_TYPES.flatMap((type) =>
    estate.referrers(principal, type.path, [type.type]).map((holder) => inlinePolicyOf(holder, type)),
  );
  const attached = POLICY_ATTACHMENT_TYPES.flatMap(({ type, path, arns }) =>
    estate.referrers(principal, path, [type]).flatMap((attachment) => managed(attachment, arns, estate)),
  );
  const listed = MANAGED_POLICY_LISTS.flatMap((path) => managed(own, path, estate));
  return [...embeddedPolicies(own), ...inline, ...listed, ...attached];
}

/** What one resource gives to the principals that it names, in the run or outside. */
export function policiesGivenBy(holder: ResourceRecord, estate: Estate): readonly NamedPolicy[] {
  const inline = INLINE_POLICY_TYPES.find(({ type }) => type === holder.type);
  if (inline) return [inlinePolicyOf(holder, inline)];
  const attachment = POLICY_ATTACHMENT_TYPES.find(({ type }) => type === holder.type);
  return attachment ? managed(holder, attachment.arns, estate) : [];
}

function inlinePolicyOf({ name, props }: ResourceRecord, { document }: InlinePolicyType): NamedPolicy {
  return { name, document: documentOf(props[document]) };
}

/** Policies that stand in the principal itself; a permission set of CloudFormation holds one without a list. */
function embeddedPolicies({ name, props }: ResourceRecord): readonly NamedPolicy[] {
  const listed = [...listOf(props.inlinePolicies), ...listOf(props.policies)].map((inline) =>
    isObject(inline) ? documentOf(inline.policy ?? inline.policyDocument) : UNKNOWN,
  );
  const single = listOf(props.inlinePolicy).map(documentOf);
  return [...listed, ...single].map((document, i) => ({ name: `inline policy ${i + 1} of ${name}`, document }));
}

/**
 * The principal without the lists that AWS fills in from what other resources attach, and that are unknown until then.
 * What a program gives is unknown only while it comes from another resource, and then there is an edge to that.
 */
function withoutComputedLists(principal: ResourceRecord): ResourceRecord {
  const { props, edges = {} } = principal;
  const computed = ["inlinePolicies", "managedPolicyArns"].filter(
    (key) => props[key] === UNKNOWN && !edges[key]?.length,
  );
  if (computed.length === 0) return principal;
  return { ...principal, props: Object.fromEntries(Object.entries(props).filter(([key]) => !computed.includes(key))) };
}

/** Managed policies that `resource` names at `path`. One that is neither AWS's nor in this estate is not known. */
function managed(resource: ResourceRecord, path: string, estate: Estate): NamedPolicy[] {
  const { found, complete } = estate.references(resource, path, MANAGED_POLICIES);
  const own = found.map(
    (policy): NamedPolicy => ({
      name: policy.name,
      document: documentOf(policy.props.policy ?? policy.props.policyDocument),
    }),
  );
  if (complete) return own;
  const names = valuesAt(resource.props, path).map((arn) =>
    typeof arn === "string" ? managedPolicyName(arn) : undefined,
  );
  const ofAws = names.flatMap((name): NamedPolicy[] =>
    name === undefined ? [] : [{ name: printableName(name), document: managedPolicy(name) }],
  );
  const unseen: NamedPolicy = { name: `a policy attached by ${resource.name}`, document: UNKNOWN };
  const rest = names.length - ofAws.length - own.length;
  return [...own, ...ofAws, ...(rest > 0 ? [unseen] : [])];
}

function boundaryOf(principal: ResourceRecord, estate: Estate): NamedPolicy | undefined {
  if (!isPermissionSet(principal)) {
    return managed(principal, "permissionsBoundary", estate)[0];
  }
  const own = [
    ...managed(principal, "permissionsBoundary.managedPolicyArn", estate),
    ...managed(principal, "permissionsBoundary.customerManagedPolicyReference.name", estate),
  ];
  return (
    own[0] ??
    estate
      .referrers(principal, "permissionSetArn", [
        "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
      ])
      .flatMap((attachment) => [
        ...managed(attachment, "permissionsBoundary.managedPolicyArn", estate),
        ...managed(attachment, "permissionsBoundary.customerManagedPolicyReference.name", estate),
      ])[0]
  );
}

function groupsOf(principal: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  if (!isUser(principal)) return [];
  const byUser = estate
    .referrers(principal, "user", ["aws:iam/userGroupMembership:UserGroupMembership"])
    .flatMap((membership) => estate.references(membership, "groups[]", GROUPS).found);
  const byGroup = estate
    .referrers(principal, "users[]", ["aws:iam/groupMembership:GroupMembership"])
    .flatMap((membership) => estate.references(membership, "group", GROUPS).found);
  return [...new Set([...byUser, ...byGroup])];
}

/** Text that is not a policy document is not a policy that allows nothing: it cannot be told what it is. */
function documentOf(value: unknown): NamedPolicy["document"] {
  return readDocument(value) ?? UNKNOWN;
}

function printableName(name: string): string {
  return isKnownManagedPolicy(name) ? name : "an AWS managed policy that is not known here";
}

function factsOf(principal: ResourceRecord): Permissions["facts"] {
  const facts = new Map<string, readonly string[] | Unknown>();
  if (!isRole(principal) && !isUser(principal)) return facts;
  const account = accountOf(principal);
  facts.set("aws:principalaccount", account === UNKNOWN ? UNKNOWN : [account]);
  const arn = arnOfPrincipal(principal, account);
  facts.set("aws:principalarn", arn === UNKNOWN ? UNKNOWN : [arn]);
  const tags = tagsOf(principal);
  if (tags !== UNKNOWN) {
    for (const [key, value] of tags) {
      if (isRole(principal) && mayChooseTag(principal, key)) continue;
      facts.set(`aws:principaltag/${key.toLowerCase()}`, value === UNKNOWN ? UNKNOWN : [value]);
    }
  }
  return facts;
}

/** ARN of a role or user; from its name, path and account while AWS has not told it. */
export function arnOfPrincipal({ type, props }: ResourceRecord, account: string | Unknown): string | Unknown {
  if (typeof props.arn === "string") return props.arn;
  const name = props.name ?? props.roleName ?? props.userName;
  const path = props.path ?? "/";
  if (account === UNKNOWN || typeof name !== "string" || typeof path !== "string") return UNKNOWN;
  const kind = isUser({ type }) ? "user" : "role";
  return `arn:aws:iam::${account}:${kind}${path}${name}`;
}
