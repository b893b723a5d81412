import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN } from "../../core/rule";
import { isObject, parsedJson, valuesAt } from "../../core/values";
import { pathsOf } from "../resource/type-facts";
import { ROLES } from "./permissions";

const INSTANCE_PROFILES = ["aws:iam/instanceProfile:InstanceProfile"];
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

/** Roles that no property with a name of its own holds, by type. */
const OTHER_ROLE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:batch/computeEnvironment:ComputeEnvironment": ["computeResources.instanceRole"],
  "aws:ssm/association:Association": ["parameters.AutomationAssumeRole"],
};
const OTHER_PROFILE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:batch/computeEnvironment:ComputeEnvironment": ["computeResources.instanceRole"],
  // Settings of any name: those that name an instance profile of this run are found by it.
  "aws:elasticbeanstalk/environment:Environment": ["settings[].value"],
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": ["settings[].value"],
};
/** Properties that hold JSON in which roles are named, by the member that names one. */
const NAMES_ROLE = /(^|[a-z])(role|rolearn)$|^credentials$/i;
const SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount";
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** Types that hold permissions or identities and do not run, or have a service run, under the roles that they name. */
function givesPermissions(type: string): boolean {
  return /^aws:(iam|ssoadmin|organizations|identitystore)\//.test(type);
}

/** Every resource that runs, or has a service run, under a role of this run, by the role. */
export const usersByRole = memoizeByEstate((estate): ReadonlyMap<ResourceRecord, readonly ResourceRecord[]> => {
  const users = new Map<ResourceRecord, Set<ResourceRecord>>();
  const launched = usersByLaunch(estate);
  const hasRoles = estate.ofType(...ROLES).length > 0;
  for (const resource of hasRoles ? estate.resources : []) {
    if (givesPermissions(resource.type)) continue;
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
  const roles = [...pathsOf(type, "roles"), ...(OTHER_ROLE_PATHS[type] ?? [])];
  const profiles = [...pathsOf(type, "instanceProfiles"), ...(OTHER_PROFILE_PATHS[type] ?? [])];
  return [
    ...roles.flatMap((path) => estate.references(resource, path, ROLES).found),
    ...profiles
      .flatMap((path) => estate.references(resource, path, INSTANCE_PROFILES).found)
      .flatMap((profile) => estate.references(profile, "role", ROLES).found),
    ...(type === SERVICE_ACCOUNT ? rolesOfServiceAccount(resource, estate) : rolesInTexts(resource, estate)),
  ];
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

function rolesOfServiceAccount(resource: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const [annotations] = valuesAt(resource.props, "metadata.annotations");
  const arn = isObject(annotations) ? annotations[ROLE_ANNOTATION] : annotations;
  if (arn === undefined) return [];
  return estate.references({ ...resource, props: { metadata: arn } }, "metadata", ROLES).found;
}

/** Roles that a definition in JSON names: of a state machine, a job, an API. Policies have readers of their own. */
function rolesInTexts({ type, props }: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  const policies = pathsOf(type, "policyDocuments");
  return Object.entries(props).flatMap(([property, value]) => {
    if (typeof value !== "string" || !value.includes(":role/") || policies.includes(property)) return [];
    const names = rolesIn(parsedJson(value));
    return names.length === 0
      ? []
      : estate.references({ type, urn: "", name: "", props: { names } }, "names[]", ROLES).found;
  });
}

function rolesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(rolesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === "string" ? (NAMES_ROLE.test(key) ? [member] : []) : member === UNKNOWN ? [] : rolesIn(member),
  );
}
