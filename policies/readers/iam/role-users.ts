import { memoizeByEstate } from "../../core/memoize";
import type { Estate, ResourceRecord } from "../../core/rule";
import { isObject, parsedJson, valuesAt } from "../../core/values";
import { pathsOf, typesWith } from "../resource/type-facts";
import { isRole, ROLES } from "./permissions";

const ROLE_OR_PROFILE: readonly string[] = [...ROLES, "aws:iam/instanceProfile:InstanceProfile"];
/** What machines are started from, and what names it. Their own tags are those of the recipe, not of the machines. */
export const LAUNCH_TYPES: readonly string[] = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
];
const LAUNCHING_TYPES: readonly string[] = [
  "aws:autoscaling/group:Group",
  "aws:batch/computeEnvironment:ComputeEnvironment",
  "aws:ec2/fleet:Fleet",
  "aws:ec2/instance:Instance",
  "aws:ec2/spotFleetRequest:SpotFleetRequest",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws:eks/nodeGroup:NodeGroup",
];
const LAUNCH_PATHS: readonly string[] = [
  "launchConfiguration",
  ...[
    "launchTemplate",
    "computeResources.launchTemplate",
    "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
    "mixedInstancesPolicy.launchTemplate.overrides[].launchTemplateSpecification",
    "launchTemplateConfigs[].launchTemplateSpecification",
  ].flatMap((path) => ["id", "name", "launchTemplateId", "launchTemplateName"].map((name) => `${path}.${name}`)),
];

const SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount";

/** Roles that no property with a name of its own holds, by type. */
const OTHER_ROLE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:batch/computeEnvironment:ComputeEnvironment": ["computeResources.instanceRole"],
  // As `aws:s3/bucketV2:BucketV2` has it, which is read as a bucket.
  "aws:s3/bucket:Bucket": ["replicationConfigurations[].role"],
  "aws:ssm/association:Association": ["parameters.AutomationAssumeRole"],
};
const OTHER_PROFILE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:batch/computeEnvironment:ComputeEnvironment": ["computeResources.instanceRole"],
  // Settings of any name: those that name an instance profile of this run are found by it.
  "aws:elasticbeanstalk/environment:Environment": ["settings[].value"],
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": ["settings[].value"],
};
/** Types with a property that names a role, or an instance profile. */
export const ROLE_NAMING_TYPES: readonly string[] = [
  ...new Set([
    ...typesWith("roles"),
    ...typesWith("instanceProfiles"),
    ...Object.keys(OTHER_ROLE_PATHS),
    ...Object.keys(OTHER_PROFILE_PATHS),
    ...LAUNCHING_TYPES,
    SERVICE_ACCOUNT,
  ]),
].filter(mayUseRoles);

/** A member that names a role or an instance profile, in an object or in a definition in JSON. */
const NAMES_ROLE = /(^|[a-z\d])role(arns?)?$|^credentials$/i;
const PROFILE_ARN = /:instance-profile\//;
const ROLE_ARN = /:(role|instance-profile)\//;
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/**
 * Resources of AWS and service accounts, less types that hold permissions or identities: these do not run, or have a
 * service run, under the roles that they name. A component repeats what its children name.
 */
function mayUseRoles(type: string): boolean {
  return type === SERVICE_ACCOUNT || /^aws(-native)?:(?!(iam|ssoadmin|organizations|identitystore)\/)/.test(type);
}

/** Every resource that runs, or has a service run, under a role of this run, by the role. */
export const usersByRole = memoizeByEstate((estate): ReadonlyMap<ResourceRecord, readonly ResourceRecord[]> => {
  const users = new Map<ResourceRecord, Set<ResourceRecord>>();
  const launched = usersByLaunch(estate);
  const hasRoles = estate.ofType(...ROLES).length > 0;
  for (const resource of hasRoles ? estate.resources : []) {
    if (!mayUseRoles(resource.type)) continue;
    for (const role of rolesNamedBy(resource, estate)) {
      const known = users.get(role) ?? new Set();
      for (const user of [resource, ...(launched.get(resource) ?? [])]) known.add(user);
      users.set(role, known);
    }
  }
  return new Map([...users].map(([role, set]) => [role, [...set]]));
});

function rolesNamedBy(resource: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const { type } = resource;
  const named = [
    ...[...pathsOf(type, "roles"), ...(OTHER_ROLE_PATHS[type] ?? [])].map((path) => [resource, path] as const),
    ...[...pathsOf(type, "instanceProfiles"), ...(OTHER_PROFILE_PATHS[type] ?? [])].map(
      (path) => [resource, path] as const,
    ),
    ...arnsElsewhere(resource),
    ...(type === SERVICE_ACCOUNT ? annotation(resource) : []),
  ];
  return named.flatMap(([user, path]) => {
    const { found } = estate.references(user, path, ROLE_OR_PROFILE);
    return found.flatMap((one) => (isRole(one) ? [one] : estate.references(one, "role", ROLES).found));
  });
}

/** Resources that start machines from a template, by the template. */
function usersByLaunch(estate: Estate): ReadonlyMap<ResourceRecord, readonly ResourceRecord[]> {
  const users = new Map<ResourceRecord, ResourceRecord[]>();
  if (estate.ofType(...LAUNCH_TYPES).length === 0) return users;
  for (const user of estate.ofType(...LAUNCHING_TYPES)) {
    const recipes = LAUNCH_PATHS.flatMap((path) => estate.references(user, path, LAUNCH_TYPES).found);
    for (const recipe of new Set(recipes)) users.set(recipe, [...(users.get(recipe) ?? []), user]);
  }
  return users;
}

/** A record that names, at a path, what `resource` names in a place for which there is no path. */
type Naming = readonly [user: ResourceRecord, path: string];

function annotation(resource: ResourceRecord): readonly Naming[] {
  const [annotations] = valuesAt(resource.props, "metadata.annotations");
  const arn = isObject(annotations) ? annotations[ROLE_ANNOTATION] : annotations;
  return arn === undefined ? [] : [[{ ...resource, props: { metadata: arn } }, "metadata"]];
}

/**
 * ARNs under members with a role's name, wherever they stand: in properties of types that no schema knows, and in
 * definitions in JSON of a state machine, a job, an API. Policies have readers of their own.
 */
function arnsElsewhere(resource: ResourceRecord): readonly Naming[] {
  const policies = pathsOf(resource.type, "policyDocuments");
  const names = Object.entries(resource.props).flatMap(([property, value]) => {
    if (policies.includes(property)) return [];
    if (typeof value !== "string") return arnsIn(value, property);
    if (!ROLE_ARN.test(value)) return [];
    return NAMES_ROLE.test(property) ? [value] : arnsIn(parsedJson(value), property);
  });
  return names.length === 0 ? [] : [[{ ...resource, edges: {}, props: { names } }, "names[]"]];
}

function arnsIn(value: unknown, key: string): readonly string[] {
  if (typeof value === "string")
    return PROFILE_ARN.test(value) || (NAMES_ROLE.test(key) && ROLE_ARN.test(value)) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((member) => arnsIn(member, key));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => arnsIn(member, name));
}
