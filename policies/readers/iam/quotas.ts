import { valuesSetAt } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, parsedJson } from "../../core/values";
import { GROUPS, INLINE_POLICY_TYPES, POLICY_ATTACHMENT_TYPES, ROLES, USERS } from "./permissions";

/**
 * Sizes and numbers that IAM takes. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * (read 2026-11; the copy that was read says 20 where the newer quota of a role is 25). The quota of managed policies can be
 * raised to `mostAttached`; that of trust policies can be raised, too.
 */
export const IAM_QUOTAS = {
  managedPolicyCharacters: 6_144,
  trustPolicyCharacters: 2_048,
  role: { type: ROLES[0], inlineCharacters: 10_240, attached: 10, mostAttached: 25 },
  user: { type: USERS[0], inlineCharacters: 2_048, attached: 10, mostAttached: 20 },
  group: { type: GROUPS[0], inlineCharacters: 5_120, attached: 10, mostAttached: 10 },
} as const;

/**
 * What Organizations takes of each type of policy. Sources:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (the size of resource control
 * policies: read 2026-11) and, for service control policies, which were raised from 5,120 characters and 5 on 2026-05-15,
 * https://cevo.com.au/post/aws-scp-limits-landing-zone-review/ (read 2026-11) on AWS's announcement, for which see
 * https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/.
 */
export const ORGANIZATION_QUOTAS: ReadonlyMap<string, { readonly characters: number; readonly perTarget: number }> =
  new Map([
    ["SERVICE_CONTROL_POLICY", { characters: 10_240, perTarget: 10 }],
    ["RESOURCE_CONTROL_POLICY", { characters: 5_120, perTarget: 5 }],
  ]);
/** See https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html. */
export const ORGANIZATION_DESCRIPTION_CHARACTERS = 512;

/** How many characters of a document IAM counts, which leaves white space out; undefined if it is not known. */
export function countedCharacters(document: unknown): number | undefined {
  const text = textOfDocument(document);
  return text === undefined ? undefined : text.replaceAll(/\s/g, "").length;
}

/**
 * How many characters of a document Organizations counts: all, as they are given; undefined if it is not known.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html (read 2026-11).
 */
export function givenCharacters(document: unknown): number | undefined {
  return typeof document === "string" ? document.length : textOfDocument(document)?.length;
}

function textOfDocument(document: unknown): string | undefined {
  if (document === UNKNOWN) return undefined;
  const value = parsedJson(document);
  return isObject(value) ? JSON.stringify(value) : typeof document === "string" ? document : undefined;
}

/** Documents that stand in a role, user or group, or that other resources put into it. */
export function inlineDocumentsOf(principal: ResourceRecord, estate: Estate): readonly unknown[] {
  const own = valuesSetAt(principal, "inlinePolicies[].policy");
  const put = INLINE_POLICY_TYPES.flatMap(({ type, path, document }) =>
    type === "aws-native:iam:ManagedPolicy"
      ? []
      : estate.referrers(principal, path, [type]).map(({ props }) => props[document]),
  );
  return [...own, ...put];
}

/** How many managed policies a role, user or group has attached at least. */
export function attachedPoliciesOf(principal: ResourceRecord, estate: Estate): number {
  const own = valuesSetAt(principal, "managedPolicyArns[]").length;
  const attached = POLICY_ATTACHMENT_TYPES.flatMap(({ type, path, arns }) =>
    estate.referrers(principal, path, [type]).flatMap((attachment) => valuesSetAt(attachment, arns)),
  );
  return own + attached.length;
}
