import { memoizeByResource } from "../../core/memoize";
import { valuesSetAt } from "../../core/properties";
import { type Estate, type References, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { anyTrue, isObject, parsedJson, textOf, valuesAt } from "../../core/values";
import { providersOf } from "../estate/model-providers";
import { INVOCATION_ACTIONS } from "../iam/invocation-actions";
import { mayPerform, onResource, type Target } from "../iam/permission-search";
import { permissionsOf, ROLES } from "../iam/permissions";
import { pathsOf } from "../resource/type-facts";

/**
 * What compute with a way out could give away: answers of models or data of a workload, or, for certain, nothing. `unseen`:
 * it runs under a role that no resource of this run shows, and none will. UNKNOWN: a document is not known yet.
 */
export type Reach = "models" | "nothing" | "unseen" | Unknown;

/** Services whose every resource runs models or feeds them. */
const MODEL_SERVICE = /^aws(-native)?:(bedrock|sagemaker|lambdamicrovms)/;
/**
 * Machines with accelerators, by family.
 * See https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html.
 */
const ACCELERATED = /^(ml\.)?(p\d|g\d|gr\d|inf\d|trn\d|dl\d)\w*(-\w+)?(\.|$)/;
/** Environments and bundles of services that do not name a family of machines. */
const ACCELERATED_KIND = /(^|_)gpu(_|$)/i;
const MACHINE_PROPERTY = /(instanceTypes?|bundleId)$/i;

/**
 * Actions that read what a workload keeps, beside those that have a model answer.
 * See the tables of actions at https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
const DATA_READS: readonly Target[] = [
  onResource("s3:GetObject", "arn:*:s3:::*/*"),
  ...["GetItem", "Query", "Scan", "BatchGetItem"].map((verb) => onDynamo(verb)),
  onResource("rds-data:ExecuteStatement", "arn:*:rds:*:*:cluster:*"),
  onResource("s3vectors:QueryVectors", "arn:*:s3vectors:*:*:bucket/*"),
  onResource("s3vectors:GetVectors", "arn:*:s3vectors:*:*:bucket/*"),
  onResource("aoss:APIAccessAll", "arn:*:aoss:*:*:collection/*"),
  onResource("es:ESHttpGet", "arn:*:es:*:*:domain/*"),
  onResource("bedrock:Retrieve", "arn:*:bedrock:*:*:knowledge-base/*"),
  onResource("bedrock-agentcore:RetrieveMemoryRecords", "arn:*:bedrock-agentcore:*:*:memory/*"),
  onResource("kinesis:GetRecords", "arn:*:kinesis:*:*:stream/*"),
  onResource("logs:FilterLogEvents", "arn:*:logs:*:*:log-group:*"),
  onResource("athena:GetQueryResults", "arn:*:athena:*:*:workgroup/*"),
];
const REACHES: readonly Target[] = [...INVOCATION_ACTIONS, ...DATA_READS];

function onDynamo(verb: string): Target {
  return onResource(`dynamodb:${verb}`, "arn:*:dynamodb:*:*:table/*");
}

const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
/** Where what runs names the definition of its containers. */
const TASK_DEFINITIONS: Readonly<Record<string, string>> = {
  "aws:ecs/service:Service": "taskDefinition",
  "aws:ecs/taskSet:TaskSet": "taskDefinition",
  "aws:cloudwatch/eventTarget:EventTarget": "ecsTarget.taskDefinitionArn",
  "aws:scheduler/schedule:Schedule": "target.ecsParameters.taskDefinitionArn",
  "aws:pipes/pipe:Pipe": "targetParameters.ecsTaskParameters.taskDefinitionArn",
};
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const TEMPLATES = [LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION];
const SCALING_GROUP = "aws:autoscaling/group:Group";
/** Where a group of machines names what its machines are. */
const TEMPLATE_PATHS = [
  "launchConfiguration",
  "launchTemplate.id",
  "launchTemplate.name",
  "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId",
  "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateName",
];
const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
/** Machines without a profile have no credentials at all; whatever else names no role may be given one elsewhere. */
const ROLELESS: readonly string[] = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  LAUNCH_TEMPLATE,
  LAUNCH_CONFIGURATION,
  TASK_DEFINITION,
];

/** What the code of compute reaches of models and of the workload's data, by its hardware, its variables and its roles. */
export const reachOf: (compute: ResourceRecord, estate: Estate) => Reach = memoizeByResource(
  (compute, estate): Reach => {
    if (MODEL_SERVICE.test(compute.type) || runsOnAccelerators(compute.props)) return "models";
    const definition = definitionOf(compute, estate);
    const runners = [compute, ...(definition?.found ?? [])];
    if (runners.some((runner) => namesModels(runner, estate))) return "models";
    if (definition && (!definition.complete || definition.found.length === 0)) return UNKNOWN;
    return reachByRoles(runners, estate);
  },
);

/** What stands between compute and what it runs, as far as there is such a thing. */
function definitionOf(compute: ResourceRecord, estate: Estate): References | undefined {
  const path = TASK_DEFINITIONS[compute.type];
  if (path) return estate.references(compute, path, [TASK_DEFINITION]);
  if (compute.type !== SCALING_GROUP) return undefined;
  const named = TEMPLATE_PATHS.map((at) => estate.references(compute, at, TEMPLATES));
  return { found: named.flatMap(({ found }) => found), complete: named.every(({ complete }) => complete) };
}

function reachByRoles(runners: readonly ResourceRecord[], estate: Estate): Reach {
  const named = runners.flatMap((runner) => namedRoles(runner, estate));
  const reaches = named.flatMap(({ found }) => found).map((role) => roleReaches(role, estate));
  const answer = anyTrue(reaches);
  if (answer === true) return "models";
  if (answer === UNKNOWN) return UNKNOWN;
  const [first] = named;
  const isRoleless = first === undefined && runners.some(({ type }) => ROLELESS.includes(type));
  return isRoleless || (first && named.every(({ complete, found }) => complete && found.length > 0))
    ? "nothing"
    : "unseen";
}

/** The roles that one resource names, itself or through an instance profile. */
function namedRoles(runner: ResourceRecord, estate: Estate): readonly References[] {
  const profiles = pathsOf(runner.type, "instanceProfiles")
    .filter((path) => valuesSetAt(runner, path).length > 0)
    .map((path) => estate.references(runner, path, [INSTANCE_PROFILE]));
  const ofProfiles = profiles.map(({ found, complete }): References => {
    const roles = found.map((profile) => estate.references(profile, "role", ROLES));
    return {
      found: roles.flatMap((role) => role.found),
      complete: complete && roles.every((role) => role.complete),
    };
  });
  const named = pathsOf(runner.type, "roles")
    .filter((path) => valuesSetAt(runner, path).length > 0)
    .map((path) => estate.references(runner, path, ROLES));
  return [...named, ...ofProfiles];
}

/** Whether whoever runs under a role may have a model answer or read what a workload keeps. */
export const roleReaches: (role: ResourceRecord, estate: Estate) => boolean | Unknown = memoizeByResource(
  (role, estate) => {
    const { answer } = mayPerform(permissionsOf(role, estate), REACHES);
    return answer === "unknown" ? UNKNOWN : answer === "allowed";
  },
);

/** Whether its variables give it the models of another provider, or its containers ask for an accelerator. */
function namesModels(runner: ResourceRecord, estate: Estate): boolean {
  if (providersOf(runner, estate).length > 0) return true;
  if (runner.type !== TASK_DEFINITION) return false;
  const containers = parsedJson(runner.props.containerDefinitions);
  return valuesAt({ containers }, "containers[].resourceRequirements[].type").includes("GPU");
}

/** How deep properties are searched: below, no type names its machines. */
const MAX_DEPTH = 8;

function runsOnAccelerators(value: unknown, key = "", depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.some((member) => runsOnAccelerators(member, key, depth + 1));
  if (isObject(value)) return Object.entries(value).some(([name, inner]) => runsOnAccelerators(inner, name, depth + 1));
  const text = textOf(value);
  if (MACHINE_PROPERTY.test(key)) return ACCELERATED.test(text) || ACCELERATED_KIND.test(text);
  return key === "type" && ACCELERATED_KIND.test(text);
}
