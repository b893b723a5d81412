import { memoizeByEstate } from "../../core/memoize";
import { topLevelProperty } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { valuesAt } from "../../core/values";
import type { NamedPolicy, Permissions } from "./evaluate";
import { isKnownManagedPolicy, managedPolicyName } from "./managed-policies";
import {
  GROUPS,
  INLINE_POLICY_TYPES,
  PERMISSION_SETS,
  POLICY_ATTACHMENT_TYPES,
  policiesGivenBy,
  ROLES,
  USERS,
} from "./permissions";

/**
 * A principal that this run does not manage, and to which it gives permissions: by name, by ARN, or by an output that is
 * not known yet.
 */
export interface OutsidePrincipal {
  readonly kind: "role" | "user" | "group" | "permission set";
  /** Whether people sign in as it; undefined for a role, of which only its own stack knows the trust policy. */
  readonly isForPeople: true | undefined;
  /** What the resource gives it, less what others of this run deny it. Its boundary is not seen, and excuses nothing. */
  readonly permissions: Permissions;
}

interface Kind {
  readonly kind: OutsidePrincipal["kind"];
  readonly types: readonly string[];
}

const ROLE: Kind = { kind: "role", types: ROLES };
const KINDS: readonly (readonly [pattern: RegExp, Kind])[] = [
  [/^role/, ROLE],
  [/^user/, { kind: "user", types: USERS }],
  [/^group/, { kind: "group", types: GROUPS }],
  [/^permissionSet/, { kind: "permission set", types: PERMISSION_SETS }],
];

/** Paths at which a type names the principals that it gives policies to. */
const PATHS: ReadonlyMap<string, readonly string[]> = new Map(
  [...INLINE_POLICY_TYPES, ...POLICY_ATTACHMENT_TYPES].map(({ type }) => [
    type,
    [...INLINE_POLICY_TYPES, ...POLICY_ATTACHMENT_TYPES].filter((one) => one.type === type).map(({ path }) => path),
  ]),
);

/** Types that give policies to a principal that they name. */
export const POLICY_GIVING_TYPES: readonly string[] = [...PATHS.keys()];

/** A role that IAM Identity Center makes of a permission set. */
const SIGN_IN_ROLE = /(^|\/)AWSReservedSSO_/;

/** The principals outside this run that a resource gives policies to. */
export function outsidePrincipalsOf(holder: ResourceRecord, estate: Estate): readonly OutsidePrincipal[] {
  return namesOf(holder, estate).map(({ kind, key, name }) => {
    const others = (holdersByName(estate).get(key) ?? []).filter((other) => other !== holder);
    return {
      kind: kind.kind,
      isForPeople: kind !== ROLE || SIGN_IN_ROLE.test(name) ? true : undefined,
      permissions: {
        identity: [
          ...policiesGivenBy(holder, estate),
          ...others.flatMap((other) => policiesGivenBy(other, estate)).flatMap(deniesOf),
        ],
        facts: new Map(),
      },
    };
  });
}

/**
 * Whether a resource only attaches policies of AWS of which not even the actions are known here. That they are no wider
 * than their names say is for AWS; whether people get at models by them is asked all the same.
 */
export function attachesUnknownPolicyOfAws({ type, props }: ResourceRecord): boolean {
  const attachment = POLICY_ATTACHMENT_TYPES.find((one) => one.type === type);
  const names = attachment ? valuesAt(props, attachment.arns) : [];
  return (
    names.length > 0 &&
    names.every((arn) => {
      const name = typeof arn === "string" ? managedPolicyName(arn) : undefined;
      return name !== undefined && !isKnownManagedPolicy(name);
    })
  );
}

/** What a policy denies. What it allows is reported of the resource that gives it. */
function deniesOf({ name, document }: NamedPolicy): readonly NamedPolicy[] {
  if (document === UNKNOWN) return [];
  return [{ name, document: document.filter(({ effect }) => effect === "Deny") }];
}

const holdersByName = memoizeByEstate((estate): ReadonlyMap<string, readonly ResourceRecord[]> => {
  const holders = new Map<string, ResourceRecord[]>();
  for (const holder of estate.ofType(...POLICY_GIVING_TYPES)) {
    for (const { key } of namesOf(holder, estate)) {
      const known = holders.get(key);
      if (known) known.push(holder);
      else holders.set(key, [holder]);
    }
  }
  return holders;
});

interface OutsideName {
  readonly kind: Kind;
  readonly name: string;
  /** Equal for all resources that name the principal; of its own where the name is not known. */
  readonly key: string;
}

function namesOf(holder: ResourceRecord, estate: Estate): readonly OutsideName[] {
  return (PATHS.get(holder.type) ?? []).flatMap((path) => {
    const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? ROLE;
    if (estate.references(holder, path, kind.types).complete) return [];
    const property = topLevelProperty(path);
    return valuesAt(holder.props, path).flatMap((value): OutsideName[] => {
      const one = { ...holder, props: { [property]: value } };
      const { found } = estate.references(one, property, kind.types);
      if (found.length > 0) return [];
      if (value === UNKNOWN) return [{ kind, name: "", key: `${holder.urn} ${path}` }];
      if (typeof value !== "string" || value === "") return [];
      const name = value.slice(value.lastIndexOf("/") + 1);
      return [{ kind, name: value, key: `${kind.kind} ${name}` }];
    });
  });
}
