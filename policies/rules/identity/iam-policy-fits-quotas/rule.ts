import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { joinWithAnd } from "../../../core/text";
import { textOf } from "../../../core/values";
import { hygiene } from "../../../readers/estate/hygiene";
import { PERMISSION_TYPES } from "../../../readers/iam/permission-types";
import { GROUPS, MANAGED_POLICIES, ROLES, USERS } from "../../../readers/iam/permissions";
import {
  attachedPoliciesOf,
  countedCharacters,
  givenCharacters,
  IAM_QUOTAS,
  inlineDocumentsOf,
  ORGANIZATION_DESCRIPTION_CHARACTERS,
  ORGANIZATION_QUOTAS,
} from "../../../readers/iam/quotas";

const ORGANIZATION_POLICY = "aws:organizations/policy:Policy";
const ORGANIZATION_ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment";
const PRINCIPALS = [...ROLES, ...USERS, ...GROUPS];

/** What was measured of a resource against AWS's quotas. */
interface Measured {
  /** What is over a quota, in words. */
  readonly over: readonly string[];
  /** What is over a quota that AWS raises on request. */
  readonly overDefault: readonly string[];
  /** Whether everything could be measured. */
  readonly complete: boolean;
}

/** See why.md. */
export const rule: Rule = {
  id: "iam-policy-fits-quotas",
  layer: "identity",
  family: "per-workload-iam",
  severity: "medium",
  cures: [],
  causes: PERMISSION_TYPES,
  title: "Policies fit AWS's quotas of size and number",
  scope: "stack",
  types: [...MANAGED_POLICIES, ...PRINCIPALS, ORGANIZATION_POLICY, ORGANIZATION_ATTACHMENT],

  judge: hygiene((resource, estate): Verdict => {
    const measured = measure(resource, estate);
    if (!measured) return { outcome: "not-applicable", reason: "AWS has no quota for it that is known here" };
    const { over, overDefault, complete } = measured;
    const found = [...over, ...overDefault];
    if (found.length > 0) {
      return {
        outcome: "violation",
        found: `${resource.name} ${joinWithAnd(found)}`,
        required: "policies that AWS accepts, within its quotas of size and number",
        fix: "name resources and actions by wildcards that stay within the workload, split the policy into managed policies, or merge policies",
        ...(over.length === 0 && { advisory: true as const }),
      };
    }
    if (!complete) return { outcome: "undetermined", reason: "the size of a policy is not known yet" };
    return { outcome: "pass" };
  }),
};

function measure(resource: ResourceRecord, estate: Estate): Measured | undefined {
  const { type, props } = resource;
  if (type === ORGANIZATION_POLICY) return ofOrganizationPolicy(resource);
  if (type === ORGANIZATION_ATTACHMENT) return ofAttachment(resource, estate);
  if (PRINCIPALS.some((one) => one === type)) return ofPrincipal(resource, estate);
  const size = countedCharacters(props.policy ?? props.policyDocument);
  const most = IAM_QUOTAS.managedPolicyCharacters;
  return { over: tooLong("is a managed policy", size, most), overDefault: [], complete: size !== undefined };
}

function ofPrincipal(principal: ResourceRecord, estate: Estate): Measured {
  const [word, quota] = quotaOf(principal);
  const sizes = inlineDocumentsOf(principal, estate).map(countedCharacters);
  const inline = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const attached = attachedPoliciesOf(principal, estate);
  const trust = countedCharacters(principal.props.assumeRolePolicy);
  const tooMany =
    attached > quota.attached ? [`has ${attached} managed policies, and a ${word} takes ${quota.attached}`] : [];
  const isRaisable = attached <= quota.mostAttached;
  return {
    over: [
      ...tooLong("has inline policies", inline, quota.inlineCharacters),
      ...tooLong("has a trust policy", trust, IAM_QUOTAS.trustPolicyCharacters),
      ...(isRaisable ? [] : tooMany),
    ],
    overDefault: isRaisable ? tooMany : [],
    complete: !sizes.includes(undefined),
  };
}

function quotaOf({ type }: ResourceRecord) {
  const { role, user, group } = IAM_QUOTAS;
  if (type === role.type) return ["role", role] as const;
  return type === user.type ? (["user", user] as const) : (["group", group] as const);
}

function ofOrganizationPolicy({ props }: ResourceRecord): Measured | undefined {
  const quota = ORGANIZATION_QUOTAS.get(typeOf(props));
  if (!quota) return undefined;
  const size = givenCharacters(props.content);
  return {
    over: [
      ...tooLong("is a control policy", size, quota.characters),
      ...tooLong("has a description", textOf(props.description).length, ORGANIZATION_DESCRIPTION_CHARACTERS),
    ],
    overDefault: [],
    complete: size !== undefined,
  };
}

/** The first attachment that is one too many stands for all. */
function ofAttachment(attachment: ResourceRecord, estate: Estate): Measured | undefined {
  const [policy] = estate.references(attachment, "policyId", [ORGANIZATION_POLICY]).found;
  const type = policy ? typeOf(policy.props) : "";
  const quota = ORGANIZATION_QUOTAS.get(type);
  const { targetId } = attachment.props;
  if (!quota) return undefined;
  if (typeof targetId !== "string") return { over: [], overDefault: [], complete: targetId !== UNKNOWN };
  const others = estate.ofType(ORGANIZATION_ATTACHMENT).filter(({ props }) => props.targetId === targetId);
  const same = others.filter((other) =>
    estate.references(other, "policyId", [ORGANIZATION_POLICY]).found.some(({ props }) => typeOf(props) === type),
  );
  const isFirstTooMany = same[quota.perTarget] === attachment;
  const over = isFirstTooMany
    ? [`attaches one of ${same.length} policies to a target, and it takes ${quota.perTarget}`]
    : [];
  return { over, overDefault: [], complete: true };
}

function typeOf({ type }: ResourceRecord["props"]): string {
  return typeof type === "string" ? type : "SERVICE_CONTROL_POLICY";
}

function tooLong(what: string, size: number | undefined, most: number): readonly string[] {
  return size !== undefined && size > most ? [`${what} of ${size} characters, and AWS takes ${most}`] : [];
}
