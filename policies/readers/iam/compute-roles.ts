import { memoizeByEstate } from "../../core/memoize";
import type { Estate, ResourceRecord } from "../../core/rule";
import { valuesAt } from "../../core/values";
import { ROLES } from "./permissions";

/** Compute, and what acts for it, with the properties that name its roles. Versions and aliases run as their function. */
const ROLE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:lambda/function:Function": ["role"],
  "aws:ecs/taskDefinition:TaskDefinition": ["taskRoleArn", "executionRoleArn"],
  "aws:sfn/stateMachine:StateMachine": ["roleArn"],
  "aws:bedrock/agentAgent:AgentAgent": ["agentResourceRoleArn"],
  "aws:bedrock/agentFlow:AgentFlow": ["executionRoleArn"],
  "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": ["roleArn"],
  "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": ["roleArn"],
  "aws:bedrock/agentcoreGateway:AgentcoreGateway": ["roleArn"],
  "aws:bedrock/agentcoreHarness:AgentcoreHarness": ["executionRoleArn"],
  "aws:bedrock/agentcoreMemory:AgentcoreMemory": ["memoryExecutionRoleArn"],
  "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": ["executionRoleArn"],
  "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter": ["executionRoleArn"],
  "aws:bedrock/customModel:CustomModel": ["roleArn"],
  "aws:bedrock/evaluationJob:EvaluationJob": ["roleArn"],
  "aws:bedrockmodel/invocationJob:InvocationJob": ["roleArn"],
  "aws:sagemaker/model:Model": ["executionRoleArn"],
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": ["executionRoleArn"],
  "aws:sagemaker/notebookInstance:NotebookInstance": ["roleArn"],
  "aws:sagemaker/pipeline:Pipeline": ["roleArn"],
  "aws:sagemaker/domain:Domain": ["defaultUserSettings.executionRole"],
  "aws:sagemaker/userProfile:UserProfile": ["userSettings.executionRole"],
  "aws:apprunner/service:Service": ["instanceConfiguration.instanceRoleArn"],
  "aws:glue/job:Job": ["roleArn"],
  "aws:pipes/pipe:Pipe": ["roleArn"],
  "aws:scheduler/schedule:Schedule": ["target.roleArn"],
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ["roleArn"],
};

/** Machines name an instance profile, which names the role. */
const PROFILE_PATHS: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/instance:Instance": ["iamInstanceProfile"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["iamInstanceProfile.arn", "iamInstanceProfile.name"],
};
const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";

/** Types of compute that run under a role which they name themselves. */
export const ROLE_USING_TYPES: readonly string[] = Object.keys(ROLE_PATHS);

/** Whether a resource is compute that runs under a role, by itself or by an instance profile. */
export function isCompute({ type }: ResourceRecord): boolean {
  return Object.hasOwn(ROLE_PATHS, type) || Object.hasOwn(PROFILE_PATHS, type);
}

/** Roles in the estate by compute, and ARNs of roles that are elsewhere. */
export interface RolesInUse {
  readonly computeByRole: ReadonlyMap<ResourceRecord, readonly ResourceRecord[]>;
  /** Compute under each role that the estate does not manage, by its ARN or name. */
  readonly computeByExternalRole: ReadonlyMap<string, readonly ResourceRecord[]>;
}

export const rolesInUse = memoizeByEstate((estate): RolesInUse => {
  const computeByRole = new Map<ResourceRecord, ResourceRecord[]>();
  const computeByExternalRole = new Map<string, ResourceRecord[]>();
  for (const compute of estate.ofType(...ROLE_USING_TYPES)) {
    for (const path of ROLE_PATHS[compute.type] ?? []) {
      const { found, complete } = estate.references(compute, path, ROLES);
      for (const role of found) add(computeByRole, role, compute);
      if (complete) continue;
      for (const value of valuesAt(compute.props, path))
        if (typeof value === "string") add(computeByExternalRole, value, compute);
    }
  }
  for (const machine of estate.ofType(...Object.keys(PROFILE_PATHS))) {
    for (const role of rolesOfMachine(machine, estate)) add(computeByRole, role, machine);
  }
  return { computeByRole, computeByExternalRole };
});

/** The roles that a compute resource names: those found here, and whether one is missing. */
export function rolesOf(compute: ResourceRecord, estate: Estate) {
  const references = (ROLE_PATHS[compute.type] ?? []).map((path) => ({
    values: valuesAt(compute.props, path),
    ...estate.references(compute, path, ROLES),
  }));
  return references.filter(({ values }) => values.length > 0);
}

function rolesOfMachine(machine: ResourceRecord, estate: Estate): readonly ResourceRecord[] {
  return (PROFILE_PATHS[machine.type] ?? [])
    .flatMap((path) => estate.references(machine, path, [INSTANCE_PROFILE]).found)
    .flatMap((profile) => estate.references(profile, "role", ROLES).found);
}

function add<K>(map: Map<K, ResourceRecord[]>, key: K, value: ResourceRecord): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
