import { accountOfArn } from "../../core/arn";
import { memoize } from "../../core/memoize";
import { type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { listOf, parsedJson, valuesAt } from "../../core/values";

/**
 * Account that a resource is in, as its own ARN or the provider that manages it says: the last role that the provider
 * assumes, or the one account that it allows. UNKNOWN if neither does.
 */
export const accountOf = memoize(({ props, provider }: ResourceRecord): string | Unknown => {
  const own = typeof props.arn === "string" ? accountOfArn(props.arn) : undefined;
  if (own !== undefined) return own;
  const assumed = [...configured(provider?.assumeRoles), ...configured(provider?.assumeRole)];
  const roles = assumed.flatMap((role) => valuesAt(role, "roleArn"));
  const last = roles[roles.length - 1];
  if (typeof last === "string") return accountOfArn(last) ?? UNKNOWN;
  const [allowed, ...more] = configured(provider?.allowedAccountIds);
  return typeof allowed === "string" && more.length === 0 ? allowed : UNKNOWN;
});

/** Provider configuration, which arrives as JSON text on the wire. */
function configured(value: unknown): readonly unknown[] {
  return listOf(parsedJson(value));
}

/**
 * What tells one account from another in a run: its number, and that two resources have the credentials of one profile.
 * Empty for a provider that assumes a role not known yet. Two resources that share a key are in one account.
 */
export function accountKeys(resource: ResourceRecord): readonly string[] {
  const account = accountOf(resource);
  const { provider = {} } = resource;
  const { assumeRoles, assumeRole, assumeRoleWithWebIdentity, profile, allowedAccountIds, accessKey } = provider;
  // Roles and keys that do not tell their account may be of any.
  const hasOtherCredentials = [assumeRoles, assumeRole, assumeRoleWithWebIdentity, allowedAccountIds, accessKey].some(
    isPresent,
  );
  return [
    ...(account === UNKNOWN ? [] : [account]),
    ...(hasOtherCredentials || profile === UNKNOWN
      ? []
      : [`profile ${typeof profile === "string" ? profile : "default"}`]),
  ];
}

/** The first of {@link accountKeys}; UNKNOWN for none. */
export function accountKey(resource: ResourceRecord): string | Unknown {
  return accountKeys(resource)[0] ?? UNKNOWN;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== "[]";
}
