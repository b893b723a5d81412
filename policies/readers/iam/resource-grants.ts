import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, listOf, parsedJson, valuesAt } from "../../core/values";
import { workloadOf } from "../resource/tags";
import { pathsOf, typesWith } from "../resource/type-facts";
import { collectionPrincipalsOf, DATA_ACCESS, grantPathsOf } from "./access-grants";
import type { Statement } from "./document";
import { readDocument } from "./document";
import { actionMatches } from "./evaluate";
import { ROLES } from "./permissions";
import { INERT_DOCUMENT_TYPES, resourcePoliciesOf } from "./resource-policies";
import { UNDECLARED_DATA } from "./undeclared-resources";

/** What a resource gives a role by a policy or a grant of its own, beside what the role's policies say. */
export interface ResourceGrant {
  /** What has the policy, or is the grant. */
  readonly holder: ResourceRecord;
  /** What it is about; the holder itself, if that has tags. */
  readonly resource: ResourceRecord;
  /** False where the policy is not known yet, and only refers to the role. */
  readonly certain: boolean;
}

/** Grants of access to data, without a document. */
const DATA_GRANTS = [
  DATA_ACCESS,
  "aws:kms/grant:Grant",
  "aws:lakeformation/permissions:Permissions",
  "aws:s3control/accessGrant:AccessGrant",
];
/** Documents that are no resource policies, though other rules ask those of keys and buckets. */
const isIdentityPolicy = (type: string) => /identity policy|its language/.test(INERT_DOCUMENT_TYPES.get(type) ?? "");
const DOCUMENT_TYPES = typesWith("policyDocuments").filter(
  (type) => type.startsWith("aws:") && !isIdentityPolicy(type),
);
const COLLECTION = "aws:opensearch/serverlessCollection:ServerlessCollection";

/** Types whose policies and grants give roles access to data. */
export const DATA_GIVING_TYPES: readonly string[] = [...new Set([...DOCUMENT_TYPES, ...DATA_GRANTS])];

/** What resources of the run that carry a workload's tag give a role, by the role. */
export const resourceGrants = memoizeByEstate((estate): ReadonlyMap<ResourceRecord, readonly ResourceGrant[]> => {
  const grants = new Map<ResourceRecord, ResourceGrant[]>();
  const roles = rolesByArn(estate);
  for (const holder of estate.ofType(...DATA_GIVING_TYPES)) {
    for (const { role, certain } of rolesGiven(holder, roles, estate)) {
      const resource = ownerOf(holder, estate);
      if (resource) grants.set(role, [...(grants.get(role) ?? []), { holder, resource, certain }]);
    }
  }
  return grants;
});

function rolesByArn(estate: Estate): ReadonlyMap<unknown, ResourceRecord> {
  return new Map(estate.ofType(...ROLES).map((role) => [role.props.arn, role]));
}

function rolesGiven(
  holder: ResourceRecord,
  roles: ReadonlyMap<unknown, ResourceRecord>,
  estate: Estate,
): readonly { readonly role: ResourceRecord; readonly certain: boolean }[] {
  const named = [...new Set(namedBy(holder))].flatMap((arn) => (arn === UNKNOWN ? [] : (roles.get(arn) ?? [])));
  const properties = isDataGrant(holder) ? Object.keys(holder.edges ?? {}) : pathsOf(holder.type, "policyDocuments");
  const possible = properties
    .filter((property) => holder.props[property] === UNKNOWN)
    .flatMap((property) => dependenciesOf(holder, property, ROLES, estate));
  return [
    ...named.map((role) => ({ role, certain: true })),
    ...possible.map((role) => ({ role, certain: isDataGrant(holder) })),
  ];
}

function isDataGrant({ type }: ResourceRecord): boolean {
  return DATA_GRANTS.includes(type) && type !== DATA_ACCESS;
}

/** The principals that get at data, as the resource names them. */
function namedBy(holder: ResourceRecord): readonly unknown[] {
  if (holder.type === DATA_ACCESS) return collectionPrincipalsOf(holder);
  if (isDataGrant(holder)) return grantPathsOf(holder.type).flatMap((path) => valuesAt(holder.props, path));
  return resourcePoliciesOf(holder)
    .flatMap((policy) => {
      const document = readDocument(policy);
      return document === undefined || document === UNKNOWN ? [] : document;
    })
    .filter(givesData)
    .flatMap(({ principals }) => (principals?.negated ? [] : (principals?.byKind.get("AWS") ?? [])));
}

function givesData({ effect, actions }: Statement): boolean {
  return effect === "Allow" && UNDECLARED_DATA.some(({ action }) => actionMatches(actions, action) === true);
}

/** What a policy or a grant is about: the holder, or what it refers to, with a workload's tag. */
function ownerOf(holder: ResourceRecord, estate: Estate): ResourceRecord | undefined {
  const about = holder.type === DATA_ACCESS ? collectionsOf(holder, estate) : referencesOf(holder, estate);
  return [holder, ...about].find((one) => typeof workloadOf(one, estate.standard) === "string");
}

function referencesOf(holder: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const types = typesOfData(estate);
  const policies = pathsOf(holder.type, "policyDocuments");
  return Object.keys(holder.props)
    .filter((property) => !policies.includes(property))
    .flatMap((property) => [
      ...estate.references(holder, property, types).found,
      ...dependenciesOf(holder, property, types, estate),
    ]);
}

const typesOfData = memoizeByEstate(({ resources }) =>
  [...new Set(resources.map(({ type }) => type))].filter((type) => !type.startsWith("aws:iam/")),
);

/** The run's collections that a data access policy names, whole or an index of theirs. */
function collectionsOf({ props }: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const names = listOf(parsedJson(props.policy)).flatMap((policy) =>
    isObject(policy) ? valuesAt(policy, "Rules[].Resource[]").map((one) => String(one).split("/")[1]) : [],
  );
  return estate.ofType(COLLECTION).filter(({ props: { name } }) => typeof name === "string" && names.includes(name));
}
